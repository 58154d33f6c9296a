<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">
<html lang="fr">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=${charset}">
<title>${titre} - Caisse des Dépôts</title>
<script type="text/javascript" src="/portail/scripts/portail.js"></script>
</head>
<body bgcolor="#FFFFFF" text="#333333" link="#003366" vlink="#003366">
<table width="780" border="0" cellspacing="0" cellpadding="4" align="center">
<tr bgcolor="#003366">
<td><font face="Arial" size="4" color="#FFFFFF"><b>Caisse des Dépôts</b><br>RETRAITES ET SOLIDARITÉ</font></td>
<td><font face="Arial" size="4" color="#FFFFFF">Direction Employeur</font></td>
<td align="right"><font face="Arial" size="1" color="#FFFFFF">
<a href="/portail/imprimer.do" onclick="return ouvrir(this.href,'impression');"><font color="#FFFFFF">Imprimer</font></a>
<a href="javascript:taille(-1)"><font color="#FFFFFF">A<sup>-</sup></font></a>
<a href="javascript:taille(1)"><font color="#FFFFFF">A<sup>+</sup></font></a></font></td>
</tr>
<tr bgcolor="#DDE6F0"><td colspan="3"><font face="Arial" size="1">Accueil | <a href="/portail/info.do?page=profil">Changer de profil</a> | Vous êtes <b>EMPLOYEUR</b>
<a href="/portail/info.do?page=actif"><b>ACTIF</b></a> <a href="/portail/info.do?page=retraite"><b>RETRAITÉ</b></a> <a href="/portail/info.do?page=autre"><b>AUTRE PUBLIC</b></a></font></td></tr>
<tr valign="top">
<td width="170" bgcolor="#EEF2F7"><font face="Arial" size="1"><b>Informations générales</b><br>
- <a href="/portail/info.do?page=actualites">Actualités de la Direction des Retraites</a><br>- <a href="/portail/info.do?page=presentation">Présentation de la Direction des retraites</a><br>- <a href="/portail/info.do?page=etudes">Études et Documentations</a><br>- <a href="/portail/info.do?page=presse">Espace presse</a><br>- <a href="/portail/info.do?page=droit">Droit à l'information sur la retraite</a><br><br>
<b>Liste des régimes et fonds</b><br>- CNRACL<br>- FIPHFP<br>- FSPOEIE<br>- Ircantec<br>- RAFP<br>- Retraite des Mines<br>- SASPA<br>- Autres fonds<br><br>
<b>Informations Employeur</b><br>- <a href="#actualite">Votre actualité</a></font></td>
<td><font face="Arial" size="2">${erreurs}${corps}</font></td>
<td width="220" bgcolor="#EEF2F7"><font face="Arial" size="2">
<a href="/portail/connexion.do?methode=afficher"><img src="/portail/images/espace_off.png" border="0" alt="Accès à mon espace personnalisé" onmouseover="this.src='/portail/images/espace_on.png'" onmouseout="this.src='/portail/images/espace_off.png'"></a><br><br>
<form name="rechercheSiteForm" method="get" action="/portail/info.do"><input type="hidden" name="page" value="resultats">
<b>RECHERCHER SUR LE SITE :</b><br><input type="text" name="mot" size="18" title="Tapez un mot-clé, une question"> <input type="submit" value="OK"></form>
<b>Liens utiles</b><br>Forum Retraite 2010 :<br>les actes et les vidéos en ligne<br>&gt; <a href="/portail/info.do?page=forum">En savoir +</a></font></td>
</tr></table>
</body></html>
