#!/usr/bin/env python3
# -*- coding: utf-8 -*-
# Preuve du portail : le portail propre garde le guide, chaque defaut et chaque variation se voit. (./check.py [nom ...])
import email, email.header, email.policy, html, io, json, os, re, socket, subprocess, sys, tempfile, threading, time, urllib.error, urllib.request, wave
from urllib.parse import urlencode, urljoin
ICI = os.path.dirname(os.path.abspath(__file__))
Q1, Q2, Q3 = "Quel est le nom de jeune fille de votre mère ?", "Quel fut votre premier métier ?", "Quel est votre film préféré ?"
def C(i, role, nom, pre, bcr, con, q, a, fl=True, ev=True, siret="12345678912345"):
    return dict(identifier=i, confidential_code="ABCD1234", role=role, last_name=nom, first_name=pre, email="%s@commune.example" % i.lower(), siret=siret,
                bcr=bcr, contract=con, question=q, answer=a, first_login_done=fl, email_valid=ev)
COMPTES = [C("IDENT0001", "administrator", "DUPONT", "Marcel", "01ABC111", "CTR0001", Q1, "Durand"), C("IDENT0002", "administrator", "LEFÈVRE", "Zoé", "01ABC222", "", Q2, "Épicier"),
           C("IDENT0003", "user", "MARTIN", "Paul", "01ABC111", "", Q3, "Jour de fête"), C("IDENT0004", "administrator", "PETIT", "Anne", "01ABC333", "CTR0004", "", "", fl=False),
           C("IDENT0005", "administrator", "ROUX", "Jean", "01ABC444", "", Q1, "Blanc", ev=False)]
T1, T2 = COMPTES[0], COMPTES[1]

class Boite(threading.Thread):
    def __init__(self):
        super().__init__(daemon=True)
        self.s = socket.create_server(("127.0.0.1", 0)); self.port = self.s.getsockname()[1]; self.lettres = []
    def run(self):
        while True:
            c, _ = self.s.accept(); f = c.makefile("rwb"); d = False; buf = b""; dest = []
            def dit(x): f.write(x + b"\r\n"); f.flush()
            dit(b"220 ok")
            for l in f:
                if d:
                    if l == b".\r\n": d = False; self.lettres.append((dest, buf)); dit(b"250 ok")
                    else: buf += l
                elif l.upper().startswith(b"DATA"): d = True; buf = b""; dit(b"354 go")
                elif l.upper().startswith(b"QUIT"): dit(b"221 bye"); break
                else:
                    if l.upper().startswith(b"RCPT"): dest = dest + [re.search(rb"<(.*?)>", l).group(1).decode()]
                    dit(b"250 ok")
            f.close(); c.close()
BOITE = Boite(); BOITE.start()

class Portail:
    def __init__(self, *args):
        s = socket.create_server(("127.0.0.1", 0)); self.port = s.getsockname()[1]; s.close()
        self.f = tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8"); json.dump(COMPTES, self.f); self.f.flush()
        self.p = subprocess.Popen([os.path.join(ICI, "start"), "--port", str(self.port), "--smtp", "127.0.0.1:%d" % BOITE.port, "--accounts", self.f.name, *args])
        for _ in range(200):
            try: socket.create_connection(("127.0.0.1", self.port), 1).close(); return
            except OSError: time.sleep(.03)
        raise SystemExit("le portail ne demarre pas")
    def fin(self):
        t = time.time(); self.p.terminate(); self.p.wait(5); self.f.close(); return time.time() - t

def texte(t): return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<head>.*?</head>", "", t, flags=re.I)))).replace(" ,", ",").strip()

class Nav:
    def __init__(self, P): self.P = P; self.u = "http://127.0.0.1:%d/" % P.port; self.va("/")
    def va(self, u, data=None):
        self.u = urljoin(self.u, u)
        try: r = urllib.request.urlopen(urllib.request.Request(self.u, data), timeout=10)
        except urllib.error.HTTPError as e: r = e
        self.etat, self.tetes, self.brut = r.status, r.headers, r.read()
        if "text/html" in r.headers["Content-Type"]:
            assert r.headers.get_content_charset() == "iso-8859-1" and not r.headers["Set-Cookie"]
            self.h = self.brut.decode("iso-8859-1"); self.t = texte(self.h)
            m = re.search(r'http-equiv="Refresh" content="\d+; URL=([^"]+)"', self.h, re.I)
            if m: self.va(html.unescape(m.group(1)))
        return self
    def liens(self): return [(texte(b), html.unescape(a)) for a, b in re.findall(r'(?is)<a href="([^"]*)">(.*?)</a>', self.h)]
    def lien(self, nom, n=0):
        l = [a for t, a in self.liens() if t == nom]
        assert len(l) > n, "pas de lien %r : %s" % (nom, self.t[:300])
        return self.va(l[n])
    def form(self, bouton):
        for f in re.findall(r"(?is)<form.*?</form>", self.h):
            if re.search(r'(?i)<input type=(submit|image)[^>]*(value|alt)="%s"' % re.escape(bouton), html.unescape(f)): return f
        raise AssertionError("pas de bouton %r : %s" % (bouton, self.t[:300]))
    def champs(self, bouton):
        out, acc = [], ""
        f = re.sub(r"(?is)<font size=1>.*?</font>", "", self.form(bouton))
        for m in re.finditer(r'(?is)<select name="(\w+)">(.*?)</select>|<input type=(\w+) name="([\w]+)"([^>]*)>|<[^>]+>|[^<]+', f):
            if m.group(1):
                o = {html.unescape(b).strip(): a for a, b in re.findall(r'(?i)<option value="([^"]*)"[^>]*>([^\n<]*)', m.group(2))}
                out.append((texte(acc), m.group(1), o, "")); acc = ""
            elif m.group(3):
                v = re.search(r'(?i)value="([^"]*)"', m.group(5)); v = html.unescape(v.group(1)) if v else ""
                if m.group(3).lower() in ("text", "password"): out.append((texte(acc), m.group(4), None, v)); acc = ""
            else: acc += m.group(0)
        return out
    def envoie(self, bouton, *vals, **parlib):
        f, ch = self.form(bouton), self.champs(bouton)
        d = [(a, html.unescape(b)) for a, b in re.findall(r'(?i)<input type=hidden name="(\w+)" value="([^"]*)"', f)]
        for i, (lib, nom, opts, v) in enumerate(ch):
            if i < len(vals) and vals[i] is not None: v = opts.get(vals[i], "") if opts else vals[i]
            d.append((nom, v))
        m = re.search(r'(?i)<input type=(submit|image) name="(\w+)"[^>]*(?:value|alt)="%s"' % re.escape(bouton), html.unescape(f))
        d += [(m.group(2), bouton)] if m.group(1).lower() == "submit" else [(m.group(2) + ".x", "7"), (m.group(2) + ".y", "9")]
        a = re.search(r'(?i)action="([^"]+)"', f).group(1)
        return self.va(a, urlencode(d, encoding="iso-8859-1", errors="xmlcharrefreplace").encode())
    # --- parcours
    def connexion(self): return self.lien("Accueil").lien("Accès à mon espace personnalisé")
    def etape1(self): return self.connexion().lien("Codes perdus *")
    def cas(self, n): return self.etape1().lien("cliquez ici", n)
    def cherche(self, c, cas=1, **k):
        v = dict(siret=c["siret"], bcr=c["bcr"], contract="", last_name=c["last_name"], first_name=c["first_name"]); v.update(k)
        return self.cas(cas).envoie("rechercher", *v.values())
    def regenere(self, c, direct=False, **k):
        v = dict(last_name=c["last_name"], first_name=c["first_name"], identifier=c["identifier"], email=c["email"], question=c["question"], answer=c["answer"]); v.update(k)
        if not direct: self.cas(0)
        b = "Envoyer" if 'Envoyer"' in self.h else "Générer le code confidentiel"
        return self.envoie(b, *v.values())
    def entre(self, i, code): return self.connexion().envoie("Je valide", i, code)
    def cadre(self): return re.search(r'(?is)<tt><b>(\w+)</b></tt>', self.h).group(1)
    def gagne(self): return "Veillez noter le code de certification" in self.t
    def espace(self): return "Bienvenue dans votre espace personnalisé" in self.t
    def demande(self): return any(x[0].startswith("Code de certification *") for x in (self.champs("Valider") if 'VALUE="Valider"' in self.h or 'value="Valider"' in self.h.lower() or '"Valider"' in self.h else []))

def lettre(n=0):
    dest, b = BOITE.lettres[n]
    m = email.message_from_bytes(b, policy=email.policy.default)
    return dest, m, m.get_content()
def code_courriel(): return re.search(r"^[A-Z]{5}\d{3}$", lettre(-1)[2], re.M).group(0)
def refait(P, c=T1):
    BOITE.lettres.clear(); n = Nav(P).regenere(c); assert n.gagne(), n.t
    return n, n.cadre()

# --- les regles du guide ; chaque fonction rend vrai si le portail les garde
def pages(P):
    n = Nav(P); ok = all(x in n.t for x in ("RETRAITES ET SOLIDARITÉ", "Direction Employeur", "Votre actualité", "Liste des régimes et fonds", "RECHERCHER SUR LE SITE", "Liens utiles", "Changer de profil"))
    n.connexion(); ok &= all(x in n.t for x in ("ACCÈS À MON ESPACE PERSONNALISÉ", "Je suis déjà inscrit(e)", "Code identifiant Code confidentiel", "Aide à la connexion", "Je ne suis pas encore inscrit(e)", "(*) Vous pouvez récupérer vos codes d'accès uniquement :"))
    n.envoie("Je m'inscris"); ok &= "Inscription" in n.t
    n.connexion().envoie("Demander", "codes perdus"); ok &= "Ariane :" in n.t
    n.lien("Accueil").envoie("OK", "retraite"); ok &= "page(s)" in n.t and n.etat == 200
    n.etape1(); ok &= all(x in n.t for x in ("Vous avez perdu votre code confidentiel ou votre code identifiant", "Vous êtes administrateur", "Vous êtes utilisateur sans être administrateur", "code identifiant et / ou votre code confidentiel", "» Conditions générales d'utilisation", "Non connecté"))
    n.lien("cliquez ici", 3); ok &= "administrateur de votre établissement" in n.t
    return ok
def tous_liens(P):
    n = Nav(P); vus, afaire = set(), [a for _, a in n.liens()]
    while afaire:
        a = afaire.pop(); k = re.sub(r"(sid|session)=\w+", "", a)
        if k in vus or a.startswith(("mailto", "javascript")): continue
        vus.add(k); n.va(a)
        if n.etat != 200: print("   mort :", a); return False
        afaire += [x for _, x in n.liens()]
        for i in re.findall(r'(?i)src="([^"]+)"', n.h):
            if i not in vus: vus.add(i); m = Nav.__new__(Nav); m.u = n.u; m.va(i); assert m.etat == 200, i
    return len(vus) > 40
def retour_accueil(P): return "Vous êtes EMPLOYEUR" in Nav(P).etape1().lien("Retour accueil cdc.retraites").t
def annuler1(P):
    n = Nav(P).etape1()
    return "[annuler]" in n.t and "Je suis déjà inscrit(e)" in n.lien("[annuler]").t
def etape2_libelles(P):
    n = Nav(P).cas(1); l = [x[0] for x in n.champs("rechercher")]
    return (l[0].endswith("Numéro SIRET * :") and [x for x in l[1:3]] == ["Numéro BCR ** :", "Numéro de contrat ** :"] and l[3].endswith("Votre Nom * :") and l[4] == "Prénom * :"
            and "Recherche de votre code identifiant" in n.t and "Saisie en majuscules" in n.t)
def note_deux(P): return "** Vous devez obligatoirement compléter au moins l'un de ces deux champs" in Nav(P).cas(1).t
def cherche_ok(P):
    r = [Nav(P).cherche(T1).cadre(), Nav(P).cherche(T1, bcr="", contract="CTR0001").cadre(), Nav(P).cherche(T2).cadre()]
    n = Nav(P).cherche(T1, siret="99999999999999"); ok = "Retour au formulaire" in n.t and "Vérifiez que" in n.t
    n.lien("Retour au formulaire"); ok &= n.champs("rechercher")[3][3] == "DUPONT"
    return r == ["IDENT0001", "IDENT0001", "IDENT0002"] and ok and "IDENT0001" not in Nav(P).cherche(T1, contract="CTR9").t and "14 chiffres" in Nav(P).cherche(T1, siret="1").t
def refuse(n): return "Retour au formulaire" in n.t and "Erreur" in n.t
def un_des_deux(P):
    n = Nav(P).cherche(T1, bcr=""); return refuse(n) and "l'un des deux champs" in n.t
def casse_noms(P): return refuse(Nav(P).cherche(T1, last_name="dupont")) and refuse(Nav(P).cherche(T1, bcr="01abc111"))
def annuler2(P): return "Vous avez perdu votre code confidentiel ou votre code identifiant" in Nav(P).cas(1).envoie("Annuler").t
def annuler3(P): return "Vous avez perdu votre code confidentiel ou votre code identifiant" in Nav(P).cas(0).envoie("Annuler").t
def exclu(i):
    def f(P):
        BOITE.lettres.clear(); c = COMPTES[i]
        return refuse(Nav(P).cherche(c)) and refuse(Nav(P).regenere(c, question=c["question"] or Q1, answer=c["answer"] or "x")) and not BOITE.lettres
    return f
def les_deux(P): return "Recherche de votre code identifiant" in Nav(P).cas(2).t
def etape3(P):
    n = Nav(P).cas(0); return "Regénérer votre code confidentiel" in n.t and "* Champs obligatoires" in n.t and "► Conditions générales" in n.t
def bouton3(P):
    l = [x[0] for x in Nav(P).cas(0).champs("Générer le code confidentiel")]
    return l[:3] == ["Votre Nom * :", "Votre Prénom * :", "Code identifiant * :"] and l[3] == "Adresse e-mail * :" and l[4].endswith("inscription : Question * :") and l[5] == "Réponse * :"
def rempli(P):
    n = Nav(P).cherche(T1, cas=2); f = n.champs("Générer le code confidentiel")
    return f[2][3] == "IDENT0001" and n.regenere(T1, direct=True, identifier=None).gagne()
def cloison(P):
    Nav(P).cherche(T2); return Nav(P).cas(0).champs("Générer le code confidentiel")[2][3] == ""
def questions(P):
    o = [x for x in Nav(P).cas(0).champs("Générer le code confidentiel")[4][2] if x[0] != "-"]
    return len(o) >= 5 and {Q1, Q2, Q3} <= set(o)
def mauvais(**k):
    def f(P):
        BOITE.lettres.clear(); return refuse(Nav(P).regenere(T1, **k)) and not BOITE.lettres
    return f
def obligatoires(P): return all(refuse(Nav(P).regenere(T1, **{k: ""})) for k in ("last_name", "first_name", "identifier", "email", "question", "answer")) and all(
    refuse(Nav(P).cherche(T1, **{k: ""})) for k in ("siret", "last_name", "first_name"))
def etape4(P):
    n, c = refait(P)
    return len(c) == 10 and c != code_courriel()
def etape4_mots(P):
    n, c = refait(P, T2)
    return all(x in n.t for x in ("Régénération du code confidentiel", "Vous recevrez prochainement par courriel", "il ne s'agit pas de votre code confidentiel"))
def etape4_cgu(P): return "» Conditions générales d'utilisation" in refait(P)[0].t
def son(P):
    n, c = refait(P); a = dict(n.liens())["(Cliquez ici pour entendre la version sonore)"]; n.va(a)
    return a.endswith(".wav") and n.etat == 200 and n.tetes["Content-Type"] == "audio/x-wav"
def son_juste(P):
    n, c = refait(P); n.va(dict(n.liens())["(Cliquez ici pour entendre la version sonore)"])
    if n.brut[:4] != b"RIFF": return False
    sys.path.insert(0, ICI); import portal
    return n.brut == portal.fabriquer_son(c) and wave.open(io.BytesIO(n.brut)).getnframes() > 22050 * 5
def terminer(P):
    n = refait(P)[0].envoie("Terminer"); return n.etat == 200 and "Accès à mon espace personnalisé".lower() in n.t.lower()
def courriel(P): refait(P); return len(BOITE.lettres) == 1
def courriel_mots(P):
    refait(P, T2)
    if not BOITE.lettres: return False
    d, m, t = lettre()
    return (d == [T2["email"]] and m["From"] == "e-servicesinscription@caissedesdepots.fr" and m["Subject"] == "Régénération de code confidentiel" and m["Date"] and m["To"] == T2["email"]
            and m.get_content_charset() == "iso-8859-1" and m["Content-Transfer-Encoding"] == "quoted-printable"
            and re.fullmatch(r"Votre nouveau code confidentiel est le suivant :\s+[A-Z]{5}\d{3}\s+A bientôt sur notre site\s+La Direction des Retraites\s*", t))
def ancien_code(P):
    refait(P); n = Nav(P).entre("IDENT0001", "ABCD1234"); return refuse(n)
def certif_demandee(P):
    n, c = refait(P); n.entre("IDENT0001", code_courriel())
    return not n.espace() and n.demande() and n.envoie("Valider", c).espace()
def certif_une_fois(P):
    n, c = refait(P); k = code_courriel(); n.entre("IDENT0001", k).envoie("Valider", c)
    return Nav(P).entre("IDENT0001", k).espace()
def rate(n, fois):
    for i in range(fois):
        if not n.demande():
            if "Retour au formulaire" not in n.t: return n
            n.lien("Retour au formulaire")
        n.envoie("Valider", "FAUX")
    return n
def trois_essais(P):
    n, c = refait(P); n.entre("IDENT0001", code_courriel()); rate(n, 2); ok = "Retour au formulaire" in n.t
    rate(n, 1); return ok and "3 essais infructueux" in n.t and "renouveler" in n.t
def deux_essais(P):
    n, c = refait(P); n.entre("IDENT0001", code_courriel()); rate(n, 2); return n.lien("Retour au formulaire").envoie("Valider", c).espace()
def essais_compte(P):
    n, c = refait(P); k = code_courriel(); rate(Nav(P).entre("IDENT0001", k), 2)
    return "3 essais infructueux" in rate(Nav(P).entre("IDENT0001", k), 1).t
def blocage(P):
    n, c = refait(P); k = code_courriel(); rate(n.entre("IDENT0001", k), 3); m = Nav(P).entre("IDENT0001", k); ok = not m.espace() and not m.demande()
    n, c = refait(P); return ok and n.entre("IDENT0001", code_courriel()).envoie("Valider", c).espace()
def divers(P):
    n = Nav(P).entre("IDENT0003", "ABCD1234"); ok = n.espace() and "Connecté : Paul MARTIN" in n.t
    u = n.u; esp = [a for t, a in n.liens() if t == "Modifier mon code confidentiel"][0]; n.lien("Se déconnecter"); ok &= "session a expiré" in n.va(esp).t
    ok &= refuse(Nav(P).entre("IDENT0003", "abcd1234")) and refuse(Nav(P).entre("", ""))
    n = Nav(P).entre("IDENT0004", "ABCD1234"); ok &= "Première connexion" in n.t; n.envoie("Enregistrer", Q3, "L'été"); ok &= n.espace()
    ok &= Nav(P).regenere(dict(COMPTES[3], question=Q3, answer="L'été")).gagne()
    n = Nav(P).entre("IDENT0002", "ABCD1234").lien("Modifier mon code confidentiel").envoie("Modifier", "ABCD1234", "Nouveau99", "Nouveau99"); ok &= "a été modifié" in n.t
    ok &= Nav(P).entre("IDENT0002", "Nouveau99").lien("Gérer les comptes de mon établissement").envoie("Régénérer le code").t.count("Nouveau code confidentiel provisoire") == 1
    return ok and Nav(P).va("/cgi-bin/portail.cgi?action=zut").etat == 404 and Nav(P).va("/rien").etat == 404 and "<b>x" not in Nav(P).entre("<b>x", "y").lien("Retour au formulaire").h

REGLES = dict(pages=pages, tous_liens=tous_liens, retour_accueil=retour_accueil, annuler1=annuler1, etape2_libelles=etape2_libelles, note_deux=note_deux, cherche_ok=cherche_ok, un_des_deux=un_des_deux,
    casse_noms=casse_noms, annuler2=annuler2, annuler3=annuler3, utilisateur=exclu(2), jamais_connecte=exclu(3), adresse_invalide=exclu(4), les_deux=les_deux, etape3=etape3, bouton3=bouton3, rempli=rempli,
    cloison=cloison, questions=questions, autre_adresse=mauvais(email="pirate@ailleurs.example"), autre_question=mauvais(question=Q3), autre_reponse=mauvais(answer="Dupond"), autre_nom=mauvais(last_name="DUPOND"),
    autre_prenom=mauvais(first_name="Marc"), obligatoires=obligatoires, etape4=etape4, etape4_mots=etape4_mots, etape4_cgu=etape4_cgu, son=son, son_juste=son_juste, terminer=terminer, courriel=courriel,
    courriel_mots=courriel_mots, ancien_code=ancien_code, certif_demandee=certif_demandee, certif_une_fois=certif_une_fois, trois_essais=trois_essais, deux_essais=deux_essais, essais_compte=essais_compte,
    blocage=blocage, divers=divers)
PREUVE = dict(annuler_etape1_absent="annuler1", les_deux_sans_recherche="les_deux", retour_accueil_faux="retour_accueil", etoile_siret_absente="etape2_libelles", note_deux_etoiles_absente="note_deux",
    bcr_contrat_facultatifs="un_des_deux", noms_sans_casse="casse_noms", annuler_recherche_valide="annuler2", utilisateur_accepte="utilisateur", premiere_connexion_ignoree="jamais_connecte",
    courriel_invalide_ignore="adresse_invalide", titre_etape3="etape3", bouton_generer_renomme="bouton3", identifiant_non_rempli="rempli", session_partagee="cloison", questions_des_comptes_absentes="questions",
    courriel_saisi_utilise="autre_adresse", question_non_verifiee="autre_question", reponse_non_verifiee="autre_reponse", ancien_code_valable="ancien_code", code_confidentiel_affiche="etape4", cgu_etape4_absente="etape4_cgu",
    accents_abimes="etape4_mots", son_casse="son", son_autre_code="son_juste", courriel_non_envoye="courriel", courriel_double="courriel", courriel_objet="courriel_mots", certification_non_demandee="certif_demandee",
    certification_toujours_demandee="certif_une_fois", certification_cinq_essais="trois_essais", essais_par_session="essais_compte", blocage_sans_effet="blocage")
def vu(P):
    n = Nav(P); a = n.u; h0 = n.h; n.cas(1); f = n.champs("rechercher"); h2 = n.h; x = n.envoie("rechercher", "12345678912345", "01ZZZ999", "", "A", "B").t
    r, c = refait(P, T1); fin = r.envoie("Terminer").t
    o = list(Nav(P).cas(0).champs("Générer le code confidentiel")[4][2])[1:]
    return dict(noms_champs=f[0][1] == "P_SIRET", actions_numeros="action=100" in a, nom_session='NAME="session"' in h2, couleurs="#FFFFF0" in h0, boutons_ordinaires="TYPE=image" not in h2, balises_minuscules="<table" in h0,
                sans_entites="&eacute;" not in h0, annonce="12 novembre" in h0, autre_refus="Nous ne retrouvons pas" in x, certification_chiffres=c.isdigit(), questions_triees=o == sorted(o), terminer_accueil="Vous êtes EMPLOYEUR" in fin)

def essaie(nom, P):
    try: return bool(REGLES[nom](P))
    except Exception as e: print("   (%s : %r)" % (nom, str(e)[:200])); return False
def regles(args, *noms):
    """Chaque regle sur un portail neuf (l'etat est en memoire)."""
    mal = []
    for nom in noms:
        P = Portail(*args)
        if not essaie(nom, P): mal.append(nom)
        if P.fin() > 1: mal.append("SIGTERM lent")
    return mal
def main():
    seul = sys.argv[1:]; total = rouge = 0
    def note(quoi, bon):
        nonlocal total, rouge
        total += 1; rouge += not bon
        print(("ok    " if bon else "ROUGE ") + quoi, flush=True)
    for nom in REGLES:
        if not seul or nom in seul: note("propre : " + nom, not regles([], nom))
    d = [x["name"] for x in json.load(open(os.path.join(ICI, "defects.json"), encoding="utf-8"))]; assert set(d) == set(PREUVE), set(d) ^ set(PREUVE)
    for nom in d:
        if not seul or nom in seul: note("defaut : " + nom, regles(["--defect", nom], PREUVE[nom]) == [PREUVE[nom]])
    P = Portail(); base = vu(P); P.fin()
    if any(base.values()): note("le portail propre n'a aucune variation : %s" % [k for k in base if base[k]], False)
    for x in json.load(open(os.path.join(ICI, "variations.json"), encoding="utf-8")):
        nom = x["name"]
        if seul and nom not in seul: continue
        P = Portail("--variation", nom); v = vu(P); P.fin()
        mal = regles(["--variation", nom], *REGLES)
        note("variation : %s %s" % (nom, mal or ""), [k for k in v if v[k]] == [nom] and not mal)
    print("%d controles, %d rouges" % (total, rouge)); sys.exit(bool(rouge))
if __name__ == "__main__": main()
