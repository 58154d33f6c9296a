<p>Vous avez régénéré votre code confidentiel. Saisissez le code de certification qui s'est affiché lors de cette opération.</p>
<form name="certificationForm" method="post" action="/portail/certification.do" onsubmit="return validerChamps(this,[['codeCertification','Code de certification']]);">
<input type="hidden" name="methode" value="valider">
<table border="0" cellpadding="3"><tr><td nowrap><font size="2">Code de certification * :</font></td><td><input type="text" name="codeCertification" size="16" maxlength="20" autocomplete="off"></td></tr>
<tr><td>&nbsp;</td><td><input type="submit" value="Valider"> <input type="button" value="Annuler" onclick="document.forms[0].methode.value='annuler';document.forms[0].submit();"></td></tr></table>
<font size="1">* Champs obligatoires</font>
</form>
