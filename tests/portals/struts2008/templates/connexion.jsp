<p><font size="3" color="#003366"><b>ACCÈS À MON ESPACE PERSONNALISÉ &gt;</b></font></p>
<table width="100%" border="1" bordercolor="#003366" cellspacing="0" cellpadding="6"><tr valign="top"><td width="55%">
<form name="connexionForm" method="post" action="/portail/connexion.do" onsubmit="return validerChamps(this,${champs});">
<input type="hidden" name="methode" value="valider">
<b>Je suis déjà inscrit(e)</b>
<table border="0" cellpadding="3"><tr>
<td><font size="2">Code identifiant<br><input type="text" name="identifiant" size="14" maxlength="40" value="${identifiant}"></font></td>
<td><font size="2">Code confidentiel<br><input type="password" name="codeConfidentiel" size="14" maxlength="40"></font></td></tr>
${ligne_certification}
<tr><td colspan="2"><input type="image" name="valider" src="/portail/images/valider_off.png" alt="Je valide" onmouseover="this.src='/portail/images/valider_on.png'" onmouseout="this.src='/portail/images/valider_off.png'"></td></tr></table>
</form>
<a href="${u_perdus}">Codes perdus *</a><br>
<a href="/portail/aide.do?sujet=connexion" onclick="return ouvrir(this.href,'aide');">Aide à la connexion</a><br><br>
<b>Plus d'info ?</b><br>&gt; <a href="/portail/info.do?page=administrateur">Je suis administrateur</a><br>&gt; <a href="/portail/info.do?page=utilisateur">Je suis utilisateur</a>
</td><td>
<b>Je ne suis pas encore inscrit(e)</b><br><br>
<a href="/portail/info.do?page=inscription"><img src="/portail/images/inscrire_off.png" border="0" alt="Je m'inscris"></a><br><br>
<b>Plus d'info ?</b><br>&gt; <a href="/portail/info.do?page=espace">Présentation de l'espace personnalisé</a><br>&gt; <a href="/portail/info.do?page=video">Démonstration vidéo de l'inscription</a><br>&gt; <a href="/portail/info.do?page=inscription_admin">Inscription d'un administrateur</a><br>&gt; <a href="/portail/info.do?page=inscription_util">Inscription d'un utilisateur</a><br>&gt; <a href="/portail/cgu.do">Conditions générales d'utilisation (CGU)</a><br><br>
<b>Poser votre question</b><br>Bonjour, je m'appelle Ariane et je suis là pour vous aider
<form name="arianeForm" method="get" action="/portail/info.do"><input type="hidden" name="page" value="ariane"><input type="text" name="mot" size="20" title="Votre question"> <input type="submit" value="Demander"></form>
</td></tr></table>
<p><font size="1">(*) Vous pouvez récupérer vos codes d'accès uniquement :<br>
- si vous vous êtes connecté une 1<sup>ère</sup> fois et si vous avez choisi la question secrète et sa réponse<br>
- si l'adresse courriel enregistrée sur votre compte est valide<br>
Si ce n'est pas le cas : demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel</font></p>
