# -*- coding: utf-8 -*-
"""Contenu éditorial et feuille de style du site (ce qu'un rédacteur saisirait dans le CMS)."""

QUESTIONS = [
    "Quel est le nom de jeune fille de votre mère ?",
    "Quel est le prénom de votre meilleur(e) ami(e) d'enfance ?",
    "Quelle est votre ville de naissance ?",
    "Quel est le nom de votre premier animal de compagnie ?",
    "Quel est le nom de votre école primaire ?",
    "Quel est le titre de votre livre préféré ?",
]

NEWS = [
    ("iheps", "La Caisse des Dépôts partenaire de l'Institut des hautes études de la protection sociale (IHEPS)",
     "L'IHEPS a pour objectif de promouvoir la connaissance et les réflexions sur les enjeux de la protection sociale dans le cadre des évolutions",
     "économiques et démographiques de notre pays. La Caisse des Dépôts lui apporte son expérience de gestionnaire de régimes.", "23/09/2010"),
    ("campagne-dai", "Campagne DAI 2010 : incidence du projet de réforme des retraites",
     "Compte tenu du projet de réforme des retraites, le Gip Info retraite a décidé de ne pas transmettre d'EIG (Estimation indicative globale) aux",
     "assurés concernés par la campagne en cours. Les relevés de situation individuelle sont adressés comme prévu.", "20/09/2010"),
]
OTHER_NEWS = [
    ("declarations", "Déclarations individuelles : ouverture de la campagne",
     "Les employeurs peuvent transmettre leurs déclarations individuelles par internet à compter du",
     "4 janvier. Le guide de la norme de transmission est disponible auprès de votre correspondant.", "04/01/2011"),
    ("taux", "Taux de cotisation : ce qui change au 1er janvier",
     "Les taux de cotisation des régimes gérés par la Caisse des Dépôts évoluent. Retrouvez le tableau",
     "récapitulatif, régime par régime, dans les pages consacrées à chaque fonds.", "03/01/2011"),
]
REGIMES = [("cnracl", "CNRACL", "Caisse nationale de retraites des agents des collectivités locales."),
           ("fiphfp", "FIPHFP", "Fonds pour l'insertion des personnes handicapées dans la fonction publique."),
           ("fspoeie", "FSPOEIE", "Fonds spécial des pensions des ouvriers des établissements industriels de l'État."),
           ("ircantec", "Ircantec", "Institution de retraite complémentaire des agents non titulaires de l'État et des collectivités publiques."),
           ("rafp", "RAFP", "Retraite additionnelle de la fonction publique."),
           ("mines", "Retraite des Mines", "Régime spécial de retraite des mines."),
           ("saspa", "SASPA", "Service de l'allocation de solidarité aux personnes âgées."),
           ("autres-fonds", "Autres fonds", "Les autres fonds gérés par la direction des retraites et de la solidarité.")]
INFOS = [("actualites", "Actualités de la Direction des Retraites", "Toutes les actualités de la direction des retraites et de la solidarité."),
         ("presentation", "Présentation de la Direction des retraites", "La direction gère, sous mandat, des régimes de retraite et des fonds de solidarité."),
         ("etudes", "Études et Documentations", "Études statistiques, cahiers et recueils des régimes gérés."),
         ("presse", "Espace presse", "Communiqués et dossiers de presse. Contact : service de presse de la Caisse des Dépôts."),
         ("droit-information", "Droit à l'information sur la retraite", "Chaque assuré reçoit périodiquement un relevé de situation individuelle, puis une estimation indicative globale.")]

PAGES = {
    "cgu": ("Conditions générales d'utilisation", "<p>Les présentes conditions générales d'utilisation (CGU) régissent l'accès à l'espace personnalisé mis à la disposition des employeurs par la Caisse des Dépôts.</p>"
            "<h2>Article 1 – Accès au service</h2><p>L'accès est réservé aux administrateurs et aux utilisateurs inscrits. Chaque titulaire dispose d'un code identifiant et d'un code confidentiel, personnels et incessibles.</p>"
            "<h2>Article 2 – Confidentialité des codes</h2><p>Le titulaire est responsable de la conservation de ses codes. En cas de perte, il en demande le renouvellement depuis la fenêtre de connexion.</p>"
            "<h2>Article 3 – Responsabilité</h2><p>La Caisse des Dépôts ne saurait être tenue pour responsable d'une interruption du service due à la maintenance ou au réseau.</p>"
            "<h2>Article 4 – Données personnelles</h2><p>Conformément à la loi « Informatique et Libertés » du 6 janvier 1978, vous disposez d'un droit d'accès et de rectification.</p>"),
    "aide-connexion": ("Aide à la connexion", "<p>Munissez-vous de votre code identifiant et de votre code confidentiel, puis saisissez-les en respectant les majuscules.</p>"
            "<ul><li>Les cookies doivent être acceptés par votre navigateur.</li><li>Après une régénération, le code de certification affiché à l'écran vous est demandé lors de la connexion suivante.</li>"
            "<li>Si vous n'êtes pas administrateur, rapprochez-vous de l'administrateur de votre établissement.</li></ul>"),
    "administrateur": ("Je suis administrateur", "<p>L'administrateur inscrit les utilisateurs de son établissement, leur attribue des services et régénère leurs codes.</p>"),
    "utilisateur": ("Je suis utilisateur", "<p>L'utilisateur accède aux services que l'administrateur de son établissement lui a attribués.</p>"),
    "espace-personnalise": ("Présentation de l'espace personnalisé", "<p>L'espace personnalisé regroupe les services en ligne destinés aux employeurs : déclarations, paiements, gestion des dossiers des agents.</p>"),
    "demonstration-video": ("Démonstration vidéo de l'inscription", "<p>La démonstration vidéo dure trois minutes. Transcription : choisissez votre profil, munissez-vous du courrier d'immatriculation, complétez le formulaire puis validez.</p>"),
    "inscription-administrateur": ("Inscription d'un administrateur", "<p>Le représentant légal de l'établissement désigne l'administrateur par courrier. Le code identifiant est ensuite adressé à l'administrateur par voie postale.</p>"),
    "inscription-utilisateur": ("Inscription d'un utilisateur", "<p>L'administrateur de l'établissement inscrit les utilisateurs depuis son espace personnalisé.</p>"),
    "mentions-legales": ("Mentions légales", "<p>Éditeur : Caisse des Dépôts, direction des retraites et de la solidarité. Directeur de la publication : le directeur des retraites et de la solidarité.</p>"),
    "donnees-personnelles": ("Données personnelles et cookies", "<p>Le site dépose un cookie de session, nécessaire à l'espace personnalisé, et un cookie qui retient votre choix sur le bandeau d'information.</p>"),
    "accessibilite": ("Accessibilité", "<p>Ce site vise la conformité au RGAA 3. Un lien d'évitement mène au contenu ; le code de certification dispose d'une version sonore.</p>"),
    "contact": ("Contact", "<p>Pour toute question sur l'espace personnalisé, écrivez au service employeurs, rue du Vergne, 33059 Bordeaux cedex, ou appelez votre correspondant du lundi au vendredi de 9 h à 17 h.</p>"),
    "forum-retraite": ("Forum Retraite 2010", "<p>Les actes et les vidéos du Forum Retraite 2010 sont disponibles en ligne.</p>"),
    "actif": ("Vous êtes actif", "<p>Préparez votre retraite : relevé de situation, simulateurs et calendrier de vos démarches.</p>"),
    "retraite": ("Vous êtes retraité", "<p>Paiement de votre pension, changement de coordonnées, déclaration fiscale.</p>"),
    "autre-public": ("Autre public", "<p>Notaires, presse, étudiants : retrouvez ici les informations qui vous concernent.</p>"),
}
for _s, _t, _d in REGIMES + INFOS:
    PAGES[_s] = (_t, "<p>%s</p><p>Rubrique mise à jour par la direction des retraites et de la solidarité.</p>" % _d)
for _s, _t, _a, _b, _d in NEWS + OTHER_NEWS:
    PAGES["actualite-" + _s] = (_t, '<p class="submitted">%s</p><p>%s %s</p>' % (_d, _a, _b))

CSS = """
html{font-size:100%}body{margin:0;font:14px/1.5 Arial,Helvetica,sans-serif;color:#333;background:#e9ecef}
a{color:#00558c}h1,h2,h3{color:#7a1a2b;font-weight:normal;line-height:1.25}h1{font-size:1.7em}h2{font-size:1.25em}h3{font-size:1.1em}
.element-invisible{position:absolute!important;clip:rect(1px,1px,1px,1px);overflow:hidden;height:1px}
#skip-link a:focus{position:static!important;clip:auto;height:auto;display:block;padding:4px}
#page{width:960px;margin:0 auto;background:#fff;padding-bottom:70px}#header{overflow:hidden;padding:14px 18px;border-bottom:4px solid #7a1a2b}
#site-name{float:left;font-size:20px;text-transform:uppercase}#site-name a{text-decoration:none;color:#7a1a2b}#site-slogan{float:left;clear:left}
#header .region-header{float:right;text-align:right}#main-menu ul,#secondary-menu ul{margin:0;padding:0;list-style:none;overflow:hidden}
#main-menu{background:#7a1a2b}#main-menu li{float:left}#main-menu a{display:block;color:#fff;padding:8px 15px;text-decoration:none}
#main-menu li.active-trail a{background:#56111e}#secondary-menu li{display:inline;margin-left:12px;font-size:12px}
.breadcrumb{padding:8px 18px;font-size:12px}#main{overflow:hidden;padding:0 18px}.column{float:left}#content{width:650px}
.one-sidebar #content{width:680px}.two-sidebars #content{width:470px}.sidebar{width:200px;margin-right:22px;font-size:13px}#sidebar-second{margin:0 0 0 22px;width:210px}
.side-left #sidebar-second{margin:0 22px 0 0}
.block{margin-bottom:16px}.sidebar .block{background:#f3f1ec;padding:8px 12px}.sidebar h2{margin:0 0 6px;font-size:15px}.sidebar ul{margin:0;padding-left:16px}
ul.tabs{list-style:none;padding:0;margin:0 0 14px;border-bottom:1px solid #bbb;overflow:hidden}ul.tabs li{float:left;margin-right:4px}
ul.tabs a{display:block;padding:4px 14px;background:#e6e6e6;text-decoration:none}ul.tabs .active a{background:#7a1a2b;color:#fff}
div.messages{border:1px solid;padding:8px 12px;margin:12px 18px}div.messages ul{margin:0;padding-left:18px}
div.error{color:#8c2e0b;background:#fef5f1;border-color:#ed541d}div.status{color:#234600;background:#f8fff0;border-color:#be7}div.warning{color:#840;background:#fffce5;border-color:#ed5}
fieldset{border:1px solid #c8c0b0;margin:0 0 16px;padding:10px 16px}legend{font-weight:bold;color:#7a1a2b;padding:0 6px}
.form-item{margin:10px 0}.form-item label{display:block;font-weight:bold}.form-type-radio label{display:inline;font-weight:normal}
.form-required,.form-required-one{color:#c00}.description{font-size:12px;color:#666}input.form-text,select.form-select{padding:4px;border:1px solid #999;max-width:95%}
input.error,select.error{border:2px solid #c00}input[readonly]{background:#eee}.form-submit,.bouton{background:#00558c;color:#fff;border:0;padding:7px 16px;font-size:14px;cursor:pointer;text-decoration:none;display:inline-block}
.form-submit.annuler{background:#777}.code-certification{font:bold 28px/1.4 "Courier New",monospace;letter-spacing:4px;text-align:center;border:2px dashed #7a1a2b;background:#fbf7ee;padding:14px;margin:14px 0}
.important{border-left:4px solid #7a1a2b;padding:6px 12px;background:#f7f2f3}.aide{background:#eef4f8;padding:8px 14px;border:1px solid #cfe0ec}
.deux{overflow:hidden}.deux section{float:left;width:46%;margin-right:4%}.clearfix:after{content:"";display:table;clear:both}
#etat{font-size:12px;padding:6px 18px;background:#f3f1ec}#footer{clear:both;border-top:1px solid #ccc;padding:12px 18px;font-size:12px;overflow:hidden}
#footer ul{list-style:none;padding:0;margin:0}#footer li{display:inline-block;margin-right:14px}
#sliding-popup{position:fixed;bottom:0;left:0;right:0;background:#333;color:#fff;padding:8px 20px;font-size:12px}#sliding-popup a{color:#fff}#sliding-popup button{margin-left:12px}
@media print{#header,#main-menu,.sidebar,#footer,#sliding-popup{display:none}}
"""

JS = """
(function () {
  var pas = 100;
  function taille(d) { pas = Math.min(140, Math.max(80, pas + d)); document.body.style.fontSize = (14 * pas / 100) + 'px'; }
  function on(id, f) { var e = document.getElementById(id); if (e) { e.onclick = function () { f(); return false; }; } }
  on('lien-imprimer', function () { window.print(); });
  on('lien-moins', function () { taille(-10); });
  on('lien-plus', function () { taille(10); });
  if (document.cookie.indexOf('cookie-agreed=2') < 0 && document.body.className.indexOf('sans-bandeau') < 0) {
    var d = document.createElement('div');
    d.id = 'sliding-popup';
    d.innerHTML = 'En poursuivant votre navigation sur ce site, vous acceptez l\\u2019utilisation de cookies. ' +
      '<a href="/page/donnees-personnelles">En savoir plus</a> <button type="button" class="agree-button">J\\u2019accepte</button>';
    document.body.appendChild(d);
    d.getElementsByTagName('button')[0].onclick = function () {
      document.cookie = 'cookie-agreed=2; path=/; max-age=8640000'; d.parentNode.removeChild(d);
    };
  }
}());
"""
