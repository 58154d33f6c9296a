# -*- coding: utf-8 -*-
# Pages de contenu du portail (l'ancien repertoire /htdocs/textes). Une entree : cle -> (titre, texte HTML).
# %%URL:cle%% devient l'adresse de la page (avec la session), %%ACT:action%% celle d'une action.

MENU = [
    ("Informations générales", [
        ("actus", "Actualités de la Direction des Retraites"), ("direction", "Présentation de la Direction des retraites"),
        ("etudes", "Études et Documentations"), ("presse", "Espace presse"),
        ("droit_info", "Droit à l'information sur la retraite")]),
    ("Liste des régimes et fonds", [
        ("cnracl", "CNRACL"), ("fiphfp", "FIPHFP"), ("fspoeie", "FSPOEIE"), ("ircantec", "Ircantec"), ("rafp", "RAFP"),
        ("mines", "Retraite des Mines"), ("saspa", "SASPA"), ("autres", "Autres fonds")]),
    ("Informations Employeur", [("actu_emp", "Votre actualité")]),
]

PAGES = {
 "actus": ("Actualités de la Direction des Retraites", """<P>Retrouvez ici les dernières informations publiées par la Direction des Retraites.
<UL><LI><B>23/09/2010</B> - <A HREF="%%URL:iheps%%">Partenariat avec l'IHEPS</A>
<LI><B>15/09/2010</B> - <A HREF="%%URL:dai%%">Campagne DAI 2010</A>
<LI><B>02/07/2010</B> - <A HREF="%%URL:forum%%">Forum Retraite 2010 : les actes et les vidéos en ligne</A></UL>"""),
 "direction": ("Présentation de la Direction des retraites", """<P>La Direction des retraites et de la solidarité de la Caisse des
Dépôts assure la gestion administrative de régimes de retraite et de fonds de solidarité. Elle est implantée à Paris, Bordeaux, Angers et Metz.
<P>Un employeur public ou privé relevant de l'un de ces régimes dispose d'un interlocuteur unique et de services en ligne."""),
 "etudes": ("Études et Documentations", """<P>Les recueils statistiques, les cahiers et les notes techniques sont consultables au centre
de documentation sur rendez-vous.<UL><LI>Recueil statistique CNRACL 2009<LI>Bilan des cohortes de droit à l'information<LI>Questions retraite, numéro 2010-02</UL>"""),
 "presse": ("Espace presse", """<P>Communiqués, dossiers et chiffres clés à l'usage des journalistes.<P>Service presse : du lundi au vendredi, de 9 h à 18 h."""),
 "droit_info": ("Droit à l'information sur la retraite", """<P>Chaque assuré reçoit tous les cinq ans, à partir de 35 ans, un relevé de situation
individuelle puis, à partir de 55 ans, une estimation indicative globale. Les employeurs participent à la fiabilisation des carrières."""),
 "cnracl": ("CNRACL", "<P>Caisse nationale de retraites des agents des collectivités locales : fonction publique territoriale et hospitalière."),
 "fiphfp": ("FIPHFP", "<P>Fonds pour l'insertion des personnes handicapées dans la fonction publique."),
 "fspoeie": ("FSPOEIE", "<P>Fonds spécial des pensions des ouvriers des établissements industriels de l'État."),
 "ircantec": ("Ircantec", "<P>Institution de retraite complémentaire des agents non titulaires de l'État et des collectivités publiques."),
 "rafp": ("RAFP", "<P>Retraite additionnelle de la fonction publique."),
 "mines": ("Retraite des Mines", "<P>Régime de retraite de la Caisse autonome nationale de sécurité sociale dans les mines."),
 "saspa": ("SASPA", "<P>Service de l'allocation de solidarité aux personnes âgées."),
 "autres": ("Autres fonds", "<P>Fonds de compensation, fonds pour l'emploi hospitalier, rentes et allocations diverses."),
 "actu_emp": ("Votre actualité", """<P><B><A HREF="%%URL:iheps%%">La Caisse des Dépôts partenaire de l'IHEPS</A></B><BR>23/09/2010
<P><B><A HREF="%%URL:dai%%">Campagne DAI 2010 : incidence du projet de réforme des retraites</A></B><BR>15/09/2010"""),
 "iheps": ("La Caisse des Dépôts partenaire de l'IHEPS", """<P>L'Institut des hautes études de la protection sociale (IHEPS) a pour objectif de
promouvoir la connaissance et les réflexions sur les enjeux de la protection sociale dans le cadre des évolutions économiques et sociales."""),
 "dai": ("Campagne DAI 2010 : incidence du projet de réforme des retraites", """<P>Compte tenu du projet de réforme des retraites, le Gip Info
retraite a décidé de ne pas transmettre d'EIG (Estimation indicative globale) aux assurés concernés avant la publication de la loi."""),
 "forum": ("Forum Retraite 2010", "<P>Les actes et les vidéos des tables rondes sont en ligne. Les vidéos se lisent avec RealPlayer ou Windows Media Player."),
 "actif": ("Vous êtes ACTIF", "<P>Relevé de carrière, simulation et rachat d'années : votre régime vous renseigne. Choisissez-le dans la liste des régimes."),
 "retraite": ("Vous êtes RETRAITÉ", "<P>Paiement des pensions, changement d'adresse ou de compte bancaire : adressez-vous au service des pensions de votre régime."),
 "public": ("AUTRE PUBLIC", "<P>Étudiants, chercheurs, journalistes : voir <A HREF=\"%%URL:etudes%%\">Études et Documentations</A> et <A HREF=\"%%URL:presse%%\">Espace presse</A>."),
 "profil": ("Changer de profil", """<P>Vous êtes :<UL><LI><A HREF="%%ACT:accueil%%">EMPLOYEUR</A><LI><A HREF="%%URL:actif%%">ACTIF</A>
<LI><A HREF="%%URL:retraite%%">RETRAITÉ</A><LI><A HREF="%%URL:public%%">AUTRE PUBLIC</A></UL>"""),
 "cgu": ("Conditions générales d'utilisation", """<P><B>Article 1 - Objet.</B> Les présentes conditions régissent l'accès des employeurs à
l'espace personnalisé.<P><B>Article 2 - Codes d'accès.</B> Le code identifiant et le code confidentiel sont strictement personnels. Leur titulaire
est responsable de leur conservation.<P><B>Article 3 - Codes perdus.</B> Un administrateur peut récupérer ses codes en ligne s'il s'est déjà connecté,
s'il a choisi la question secrète et sa réponse et si son adresse courriel est valide.<P><B>Article 4 - Données personnelles.</B> Conformément à la
loi du 6 janvier 1978, vous disposez d'un droit d'accès et de rectification."""),
 "aide": ("Aide à la connexion", """<P>Saisissez votre code identifiant et votre code confidentiel en respectant les majuscules et les minuscules,
puis cliquez sur « Je valide ».<P>Si votre code confidentiel vient d'être régénéré, un <B>code de certification</B> vous est demandé : c'est le code que
vous avez noté à l'écran au moment de la régénération. Vous disposez de 3 essais.<P>Ce site n'utilise pas de cookies. Il est optimisé pour un affichage
800 x 600. Votre session est fermée après 30 minutes d'inactivité."""),
 "admin": ("Je suis administrateur", """<P>L'administrateur gère les accès de son établissement à l'espace personnalisé. Il peut régénérer le code
confidentiel des autres comptes de l'établissement et récupérer lui-même ses codes en ligne."""),
 "util": ("Je suis utilisateur", """<P>L'utilisateur accède aux services que son administrateur lui a ouverts. En cas de perte de ses codes, il s'adresse
à un administrateur de son établissement."""),
 "inscription": ("Inscription", """<P>L'inscription est ouverte aux employeurs qui disposent d'un numéro BCR ou d'un numéro de contrat.
<UL><LI><A HREF="%%URL:insc_admin%%">Inscription d'un administrateur</A><LI><A HREF="%%URL:insc_util%%">Inscription d'un utilisateur</A></UL>"""),
 "insc_admin": ("Inscription d'un administrateur", """<P>La demande, signée par le représentant légal de l'établissement, est adressée à la Direction
des Retraites qui envoie le code identifiant par courrier et le code confidentiel par courriel."""),
 "insc_util": ("Inscription d'un utilisateur", "<P>L'utilisateur est inscrit par un administrateur de son établissement, qui lui remet ses codes d'accès."),
 "espace_pres": ("Présentation de l'espace personnalisé", """<P>Déclarations, consultation des comptes, suivi des dossiers : l'espace personnalisé
réunit les services en ligne des régimes auxquels votre établissement est affilié."""),
 "video": ("Démonstration vidéo de l'inscription", """<P>La vidéo (3 min 20) est en cours de remplacement. Sa transcription :
<OL><LI>Ouvrir la zone de connexion.<LI>Cliquer sur « Je m'inscris ».<LI>Choisir son profil.<LI>Imprimer, signer et envoyer la demande.</OL>"""),
 "mentions": ("Mentions légales", """<P>Éditeur : Caisse des Dépôts, Direction des retraites et de la solidarité.<BR>Directeur de la publication : le
directeur des retraites.<BR>Site déclaré à la CNIL."""),
 "plan": ("Plan du site", """<UL><LI><A HREF="%%ACT:accueil%%">Accueil</A><LI><A HREF="%%ACT:connexion%%">Accès à mon espace personnalisé</A>
<LI><A HREF="%%URL:aide%%">Aide à la connexion</A><LI><A HREF="%%URL:cgu%%">Conditions générales d'utilisation</A>
<LI><A HREF="%%URL:mentions%%">Mentions légales</A></UL>"""),
}
