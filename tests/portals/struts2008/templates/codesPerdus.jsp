<form name="codesPerdusForm" method="post" action="/portail/codesPerdus.do">
<input type="hidden" name="methode" value="afficher">
<p><b>Vous avez perdu votre code confidentiel ou votre code identifiant</b></p>
<table width="100%" border="0" cellpadding="5" bgcolor="#EEF2F7">
<tr bgcolor="#DDE6F0"><td><font size="2"><b>Vous êtes administrateur</b></font></td></tr>
<tr><td><font size="2"><ul>
<li>Vous avez perdu votre <b>code confidentiel</b> : <a href="${u_confidentiel}">cliquez ici</a></li>
<li>Vous avez perdu votre <b>code identifiant</b> : <a href="#" onclick="document.forms[0].methode.value='rechercher';document.forms[0].submit();return false;">cliquez ici</a></li>
${choix_deux}
</ul></font></td></tr>
<tr bgcolor="#DDE6F0"><td><font size="2"><b>Vous êtes utilisateur sans être administrateur</b></font></td></tr>
<tr><td><font size="2"><ul>
<li>Vous avez perdu votre <b>code identifiant et / ou votre code confidentiel</b> : <a href="/portail/codesPerdus.do?methode=utilisateur">cliquez ici</a></li>
</ul></font></td></tr>
</table>
<p align="right"><a href="javascript:document.forms[0].methode.value='annuler';document.forms[0].submit();">[annuler]</a></p>
</form>
