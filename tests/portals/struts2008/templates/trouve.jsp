<p>Votre recherche a abouti.</p>
<table border="1" bordercolor="#003366" cellpadding="8" cellspacing="0"><tr><td><font size="2">Votre code identifiant :</font></td><td><font face="Courier New" size="4"><b>${identifiant}</b></font></td></tr></table>
<p>Si vous avez aussi perdu votre code confidentiel : <a href="/portail/regeneration.do?methode=afficher">regénérer votre code confidentiel</a></p>
<form name="rechercheIdentifiantForm" method="post" action="/portail/rechercheIdentifiant.do"><input type="hidden" name="methode" value="terminer"><input type="submit" value="Terminer"></form>
