<form name="rechercheIdentifiantForm" method="post" action="/portail/rechercheIdentifiant.do" onsubmit="return validerChamps(this,[['siret','Numéro SIRET'],['nom','Votre Nom'],['prenom','Prénom']],['bcr','contrat']);">
<input type="hidden" name="methode" value="rechercher">
<table border="0" cellpadding="3" width="100%">
<tr bgcolor="#DDE6F0"><td colspan="3"><font size="2"><b>Votre établissement</b></font></td></tr>
<tr><td nowrap><font size="2">Numéro SIRET * :</font></td><td><input type="text" name="siret" size="20" maxlength="20" value="${siret}"></td><td>&nbsp;</td></tr>
<tr><td nowrap><font size="2">Numéro BCR ** :</font></td><td><input type="text" name="bcr" size="20" maxlength="20" value="${bcr}"></td>
<td><font size="1">Saisie en majuscules <a href="/portail/aide.do?sujet=bcr" onclick="return ouvrir(this.href,'aide');"><img src="/portail/images/aide_off.png" border="0" alt="Aide sur le numéro BCR"></a></font></td></tr>
<tr><td nowrap><font size="2">Numéro de contrat ** :</font></td><td><input type="text" name="contrat" size="20" maxlength="20" value="${contrat}"></td><td><font size="1">Saisie en majuscules</font></td></tr>
<tr bgcolor="#DDE6F0"><td colspan="3"><font size="2"><b>Coordonnées professionnelles</b></font></td></tr>
<tr><td nowrap><font size="2">Votre Nom * :</font></td><td><input type="text" name="nom" size="30" value="${nom}"></td><td>&nbsp;</td></tr>
<tr><td nowrap><font size="2">Prénom * :</font></td><td><input type="text" name="prenom" size="30" value="${prenom}"></td><td>&nbsp;</td></tr>
<tr><td>&nbsp;</td><td colspan="2">${bouton} <input type="button" value="Annuler" onclick="document.forms[0].methode.value='annuler';document.forms[0].submit();"></td></tr>
</table>
<font size="1">* Champs obligatoires<br>** Vous devez obligatoirement compléter au moins l'un de ces deux champs</font>
</form>
