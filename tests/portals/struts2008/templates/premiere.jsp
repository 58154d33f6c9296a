<p>C'est votre première connexion. Choisissez votre question secrète et sa réponse : elles vous seront demandées si vous perdez vos codes.</p>
<form name="premiereConnexionForm" method="post" action="/portail/premiereConnexion.do" onsubmit="return validerChamps(this,[['question','Question'],['reponse','Réponse']]);">
<input type="hidden" name="methode" value="enregistrer">
<table border="0" cellpadding="3"><tr><td><font size="2">Question * :</font></td><td><select name="question">${options}</select></td></tr>
<tr><td><font size="2">Réponse * :</font></td><td><input type="text" name="reponse" size="40"></td></tr>
<tr><td>&nbsp;</td><td><input type="submit" value="Enregistrer"> <a href="/portail/espace.do?methode=afficher">Plus tard</a></td></tr></table></form>
