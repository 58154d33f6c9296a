<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">
<html lang="fr">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=${charset}">
<title>${titre} - Retraites et solidarité</title>
<script type="text/javascript" src="/portail/scripts/portail.js"></script>
</head>
<body bgcolor="#FFFFFF" text="#333333" link="#003366" vlink="#003366" topmargin="0" leftmargin="0">
<table width="780" border="0" cellspacing="0" cellpadding="4" align="center">
<tr bgcolor="#003366">
<td><font face="Arial" size="4" color="#FFFFFF"><b>RETRAITES<br>ET SOLIDARITÉ</b></font></td>
<td align="center"><font face="Arial" size="4" color="#FFFFFF">ESPACE PERSONNALISÉ</font></td>
<td align="right" nowrap><font face="Arial" size="2" color="#FFFFFF">${connecte}</font></td>
</tr>
<tr bgcolor="#DDE6F0">
<td colspan="2"><font face="Arial" size="1">Vous êtes ici : ${ariane}</font></td>
<td align="right" nowrap><font face="Arial" size="1"><a href="${u_retour}">Retour accueil<br>cdc.retraites</a></font></td>
</tr>
<tr>
<td width="140" valign="top" bgcolor="#EEF2F7">${menu}</td>
<td colspan="2" valign="top"><font face="Arial" size="2">
<h2><font color="#003366">${titre}</font></h2>
${erreurs}
${corps}
<hr size="1" noshade>
<a href="/portail/cgu.do" onclick="return ouvrir(this.href,'cgu');">» Conditions générales d'utilisation</a> |
<a href="/portail/imprimer.do" onclick="return ouvrir(this.href,'impression');">Imprimer</a>
</font></td>
</tr>
</table>
</body>
</html>
