<p>Saisissez toutes les rubriques du formulaire puis cliquez sur "Générer le code confidentiel", <b>un nouveau code confidentiel vous sera envoyé à l'adresse e-mail enregistrée dans nos fichiers.</b></p>
<form name="regenerationForm" method="post" action="/portail/regeneration.do" onsubmit="return validerChamps(this,[['nom','Votre Nom'],['prenom','Votre Prénom'],['identifiant','Code identifiant'],['email','Adresse e-mail'],['question','Question'],['reponse','Réponse']]);">
<input type="hidden" name="methode" value="generer">
<input type="hidden" name="org.apache.struts.taglib.html.TOKEN" value="${jeton}">
<table border="0" cellpadding="3" width="100%">
<tr><td nowrap><font size="2"><label for="nom">Votre Nom * :</label></font></td><td><input type="text" name="nom" id="nom" size="30" value="${nom}"></td></tr>
<tr><td nowrap><font size="2"><label for="prenom">Votre Prénom * :</label></font></td><td><input type="text" name="prenom" id="prenom" size="30" value="${prenom}"></td></tr>
<tr><td nowrap><font size="2"><label for="identifiant">Code identifiant * :</label></font></td><td><input type="text" name="identifiant" id="identifiant" size="20" value="${identifiant}"${lecture_seule}></td></tr>
<tr><td nowrap valign="top"><font size="2"><label for="email">Adresse e-mail * :</label></font></td><td><input type="text" name="email" id="email" size="40" value="${email}"><br><font size="1">(doit être identique à celle qui est mentionnée sur votre compte)</font></td></tr>
<tr><td colspan="2"><font size="2">Sélectionnez la question que vous avez choisie lors de votre inscription :</font></td></tr>
<tr><td nowrap><font size="2"><label for="question">Question * :</label></font></td><td><select name="question" id="question">${options}</select></td></tr>
<tr><td nowrap><font size="2"><label for="reponse">Réponse${etoile} :</label></font></td><td><input type="text" name="reponse" id="reponse" size="40" value="${reponse}" autocomplete="off"></td></tr>
<tr><td>&nbsp;</td><td><input type="submit" name="generer" value="Générer le code confidentiel" onclick="bCancel=false;"> <input type="submit" name="org.apache.struts.taglib.html.CANCEL" value="Annuler" onclick="bCancel=true;"></td></tr>
</table>
${legende}
</form>
