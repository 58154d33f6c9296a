<form name="resultatForm" method="post" action="/portail/regeneration.do">
<input type="hidden" name="methode" value="terminer">
<p>Vous recevrez prochainement par courriel votre nouveau code confidentiel, qui vous sera nécessaire pour vous connecter à nos différents services.</p>
<p>Veuillez noter le <b>code de certification</b> que vous devrez impérativement saisir lors de votre prochaine connexion :</p>
<table border="2" bordercolor="#003366" cellpadding="10" align="center"><tr><td align="center"><font face="Courier New" size="5"><b>${certification}</b></font></td></tr></table>
<p align="center"><a href="${u_son}"${cible_son}>(Cliquez ici pour entendre la version sonore)</a></p>
<p><font size="1"><b>Important :</b> Vous devez impérativement noter le code qui s'affiche dans ce cadre : <b>il ne s'agit pas de votre code confidentiel</b>, il vous sera demandé lors de votre prochaine connexion. Si, lors de votre prochaine connexion, vous faites ${essais} essais infructueux de saisie de ce code, vous devrez renouveler votre code confidentiel.</font></p>
<p align="center"><input type="submit" value="Terminer"></p>
</form>
