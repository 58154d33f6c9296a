import { api, etat, prevenir, regles, utiliserFormulaire } from './base.js'

const { ref, reactive, onMounted } = Vue
const { useRouter, useRoute } = VueRouter
function charger(url, siErreur = e => prevenir(e.message)) {
  const donnees = ref(null)
  onMounted(() => api('GET', url).then(d => { donnees.value = d }).catch(siErreur))
  return donnees
}
export const Accueil = {
  setup: () => ({ c: charger('/contenus/accueil'), mot: ref(''), router: useRouter() }),
  template: `<section class="heros py-10"><v-container class="zone"><h1 class="text-h4 font-weight-bold">Caisse des Dépôts - RETRAITES ET SOLIDARITÉ</h1><p class="text-h5 mb-4">Direction
    Employeur</p> <p class="mb-3">Pour vous <strong>connecter</strong> à votre espace personnalisé, cliquez sur</p> <v-btn to="/connexion" size="large" color="white"
    prepend-icon="mdi-lock-outline">Accès à mon espace personnalisé</v-btn></v-container></section> <v-container class="zone"><div class="d-flex align-center flex-wrap mb-4"><span
    class="mr-3">Vous êtes</span><v-tabs color="primary"><v-tab to="/">EMPLOYEUR</v-tab> <v-tab to="/page/actif">ACTIF</v-tab><v-tab to="/page/retraite">RETRAITÉ</v-tab><v-tab
    to="/page/autre-public">AUTRE PUBLIC</v-tab></v-tabs></div> <v-row><v-col cols="12" md="8"><h2 class="text-h5 mb-3">Votre actualité</h2><v-skeleton-loader v-if="!c"
    type="article, article"></v-skeleton-loader><template v-else> <v-card v-for="a in c.actualites" :key="a.titre" class="mb-4" :title="a.titre" :subtitle="a.date"><v-card-text>{{ a.texte
    }}</v-card-text> <v-card-actions><v-btn :to="a.vers">&gt; En savoir +</v-btn></v-card-actions></v-card></template></v-col> <v-col cols="12" md="4"><v-form role="search" class="mb-4"
    @submit.prevent="router.push({ path: '/recherche', query: { q: mot } })"><h2 class="text-h6 mb-2">RECHERCHER SUR LE SITE :</h2> <v-text-field v-model="mot" name="q"
    label="Tapez un mot-clé, une question" append-inner-icon="mdi-magnify"></v-text-field></v-form> <v-skeleton-loader v-if="!c" type="list-item@6"></v-skeleton-loader><template v-else><h2
    class="text-h6">Liens utiles</h2><p class="mb-4">Forum Retraite 2010 :<br> les actes et les vidéos en ligne<br><router-link to="/page/forum-retraite">&gt; En savoir
    +</router-link></p><div v-for="g in c.groupes" :key="g.titre"><h2 class="text-h6">{{ g.titre }}</h2> <v-list density="compact"><v-list-item v-for="l in g.liens" :key="l.titre"
    :to="l.vers" :title="l.titre"></v-list-item></v-list></div></template></v-col></v-row></v-container>`,
}
export const Connexion = {
  setup() {
    const f = reactive({ identifiant: '', code: '' }), voir = ref(false), bloque = ref(''), router = useRouter()
    const envoyer = utiliserFormulaire(async () => {
      etat.moi = await api('POST', '/connexion', f)
      router.push(etat.moi.attente ? '/connexion/certification' : '/espace')
    }, e => { if (e.renouveler) bloque.value = e.message; else prevenir(e.message) })
    return { f, voir, bloque, regles, ...envoyer }
  },
  template: `<v-container class="zone"><p class="text-overline">Retraites et solidarité</p><h1 class="text-h4 mb-6">ACCÈS À MON ESPACE PERSONNALISÉ</h1><v-row> <v-col cols="12"
    md="6"><v-card title="Je suis déjà inscrit(e)" border flat><v-card-text><v-form ref="formulaire" validate-on="blur" @submit.prevent="soumettre"> <v-text-field v-model="f.identifiant"
    id="identifiant" name="identifiant" label="Code identifiant" autocomplete="username" :rules="[regles.requis]"></v-text-field> <v-text-field v-model="f.code" id="code" name="code"
    label="Code confidentiel" autocomplete="current-password" :type="voir ? 'text' : 'password'" :rules="[regles.requis]" :append-inner-icon="voir ? 'mdi-eye-off' : 'mdi-eye'"
    @click:append-inner="voir = !voir"></v-text-field> <v-btn type="submit" color="primary" size="large" block :loading="envoi">Je valide</v-btn></v-form> <p class="mt-4"><router-link
    to="/codes-perdus">Codes perdus *</router-link></p><p><router-link to="/page/aide-connexion">Aide à la connexion</router-link></p> <h3 class="mt-3">Plus d'info ?</h3><ul
    class="pl-5"><li><router-link to="/page/administrateur">Je suis administrateur</router-link></li> <li><router-link to="/page/utilisateur">Je suis
    utilisateur</router-link></li></ul></v-card-text></v-card> <v-alert type="info" variant="tonal" class="mt-4"><p>Pour récupérer votre code identifiant et/ou régénérer un code confidentiel
    provisoire, cliquez sur [Codes perdus]</p> <p class="mt-2">(*) Vous pouvez récupérer vos codes d'accès uniquement :</p><ul class="pl-5"><li>si vous vous êtes connecté une 1<sup>ère</sup>
    fois et si vous avez choisi la question secrète et sa réponse</li><li>si l'adresse courriel enregistrée sur votre compte est valide</li></ul><p class="mt-2">Si ce n'est pas le cas :
    demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel</p></v-alert></v-col> <v-col cols="12" md="6"><v-card
    title="Je ne suis pas encore inscrit(e)" border flat class="mb-4"><v-card-text><v-btn to="/page/inscription" variant="outlined" block>Je m'inscris</v-btn> <h3 class="mt-3">Plus d'info
    ?</h3><ul class="pl-5"><li
    v-for="[s, t] in [['presentation-espace', 'Présentation de l\\'espace personnalisé'], ['demonstration', 'Démonstration vidéo de l\\'inscription'], ['inscription-administrateur', 'Inscription d\\'un administrateur'], ['inscription-utilisateur', 'Inscription d\\'un utilisateur'], ['cgu', 'Conditions générales d\\'utilisation (CGU)']]"
    :key="s"> <router-link :to="'/page/' + s">{{ t }}</router-link></li></ul></v-card-text></v-card><ariane></ariane></v-col></v-row> <code-bloque v-model="bloque"></code-bloque></v-container>`,
}
export const CodeCertification = {
  setup() {
    const code = ref(''), erreur = ref(''), bloque = ref(''), envoi = ref(false), router = useRouter()
    onMounted(() => { if (!etat.moi.attente) router.replace('/connexion') })
    async function valider() {
      if (code.value.trim().length < 10) return (erreur.value = 'Saisissez les 10 caractères du code de certification')
      envoi.value = true
      try { etat.moi = await api('POST', '/connexion/certification', { code: code.value }); router.push('/espace') }
      catch (e) { code.value = ''; if (e.renouveler) bloque.value = e.message; else erreur.value = e.message } finally { envoi.value = false }
    }
    return { code, erreur, bloque, envoi, valider }
  },
  template: `<bandeau-espace></bandeau-espace><v-container class="zone"><h1 class="text-h4 mb-4">Code de certification</h1><p class="mb-4">Votre code confidentiel a été régénéré. Saisissez
    le code de certification qui vous a été communiqué à l'écran lors de cette opération.</p><v-form @submit.prevent="valider"> <v-otp-input v-model="code" :length="10" type="text"
    max-width="720" class="justify-start" :error="!!erreur"></v-otp-input><p v-if="erreur" class="text-error mb-4" role="alert">{{ erreur }}</p> <v-btn type="submit" color="primary"
    class="mr-2" :loading="envoi">Valider</v-btn><v-btn to="/connexion" variant="text">Annuler</v-btn></v-form> <code-bloque v-model="bloque"></code-bloque></v-container>`,
}
export const CodesPerdus = {
  setup() { etat.identite = {} },
  template: `<bandeau-espace></bandeau-espace><v-container class="zone"><h1 class="text-h4 mb-4">Codes perdus</h1><etapes :n="1"></etapes> <h2 class="text-h6 mb-2">Vous avez perdu votre code
    confidentiel ou votre code identifiant</h2><p class="mb-4">En fonction de votre situation, cliquez sur l'un des choix</p> <v-card title="Vous êtes administrateur"
    prepend-icon="mdi-shield-account" border flat class="mb-4"><v-list> <v-list-item>Vous avez perdu votre <strong>code confidentiel</strong> : <router-link
    to="/codes-perdus/code-confidentiel">cliquez ici</router-link></v-list-item> <v-list-item>Vous avez perdu votre <strong>code identifiant</strong> : <router-link
    to="/codes-perdus/identifiant">cliquez ici</router-link></v-list-item> <v-list-item>Vous avez perdu votre <strong>code identifiant et votre code confidentiel</strong> : <router-link
    to="/codes-perdus/identifiant?parcours=complet">cliquez ici</router-link></v-list-item> </v-list></v-card><v-card title="Vous êtes utilisateur sans être administrateur"
    prepend-icon="mdi-account" border flat class="mb-4"><v-list> <v-list-item>Vous avez perdu votre <strong>code identifiant et / ou votre code confidentiel</strong> : <router-link
    to="/page/codes-perdus-utilisateur">cliquez ici</router-link></v-list-item> </v-list></v-card><v-btn to="/connexion" variant="outlined">annuler</v-btn><lien-cgu></lien-cgu></v-container>`,
}
export const Recherche = {
  setup() {
    const f = reactive({ siret: '', bcr: '', contrat: '', nom: '', prenom: '' }), trouve = ref(''), echec = ref(''), router = useRouter(), route = useRoute()
    const unDesDeux = () => !!(f.bcr || f.contrat).trim() || "Vous devez obligatoirement compléter au moins l'un de ces deux champs"
    const envoyer = utiliserFormulaire(async () => {
      const { identifiant } = await api('POST', '/codes-perdus/identifiant', f)
      etat.identite = { identifiant, nom: f.nom, prenom: f.prenom }
      if (route.query.parcours === 'complet') router.push('/codes-perdus/code-confidentiel')
      else trouve.value = identifiant
    }, e => { echec.value = e.message })
    return { f, trouve, echec, regles, unDesDeux, ...envoyer }
  },
  template: `<bandeau-espace></bandeau-espace><v-container class="zone"><h1 class="text-h4 mb-4">Recherche de votre code identifiant</h1><etapes :n="2"></etapes> <v-card v-if="trouve"
    title="Votre code identifiant" border flat><v-card-text><p>Votre code identifiant est : <strong class="text-h6">{{ trouve }}</strong></p></v-card-text><v-card-actions> <v-btn
    to="/connexion" color="primary" variant="flat">Accès à mon espace personnalisé</v-btn><v-btn to="/codes-perdus/code-confidentiel">Regénérer mon code
    confidentiel</v-btn></v-card-actions></v-card> <v-row v-else><v-col cols="12" md="8"><v-form ref="formulaire" validate-on="blur" @submit.prevent="soumettre"><p class="mb-4">Complétez les
    champs obligatoires * puis cliquez sur « rechercher »</p> <h2 class="text-h6 mb-3">Votre établissement</h2> <v-text-field v-model="f.siret" id="siret" name="siret" label="Numéro SIRET *"
    placeholder="12345678912345" inputmode="numeric" :rules="[regles.requis, regles.siret]"></v-text-field> <v-text-field v-model="f.bcr" id="bcr" name="bcr" label="Numéro BCR **"
    placeholder="01XXX123" hint="Saisie en majuscules" persistent-hint :rules="[regles.majuscules, unDesDeux]"></v-text-field> <v-text-field v-model="f.contrat" id="contrat" name="contrat"
    label="Numéro de contrat **" hint="Saisie en majuscules" persistent-hint :rules="[regles.majuscules]"></v-text-field> <h2 class="text-h6 my-3">Coordonnées professionnelles</h2>
    <v-text-field v-model="f.nom" id="nom" name="nom" label="Votre Nom *" placeholder="DUPONT" autocomplete="family-name" :rules="[regles.requis]"></v-text-field> <v-text-field
    v-model="f.prenom" id="prenom" name="prenom" label="Prénom *" placeholder="Marcel" autocomplete="given-name" :rules="[regles.requis]"></v-text-field> <v-btn type="submit" color="primary"
    class="mr-2" prepend-icon="mdi-magnify" :loading="envoi">rechercher</v-btn><v-btn to="/codes-perdus" variant="text">Annuler</v-btn> <p class="mt-4 text-body-2">* Champs
    obligatoires</p><p class="text-body-2">** Vous devez obligatoirement compléter au moins l'un de ces deux champs</p></v-form></v-col> <v-col cols="12" md="4"><v-alert type="info"
    variant="tonal" class="mb-4">Le numéro BCR vous est attribué par la direction des retraites et de la solidarité et permet votre identification (exemple 01ABC111). Vous le retrouvez sur
    les courriers et courriels.</v-alert><v-alert variant="tonal" icon="mdi-help-circle-outline"><p>Si votre requête n'aboutit pas, vérifiez que :</p> <ul class="pl-4"><li>le n° de BCR ou de
    contrat est bien saisi en majuscules,</li><li>les coordonnées professionnelles sont bien identiques (majuscules et minuscules) à celles saisies lors de l'inscription,</li><li>vous êtes
    bien inscrit en tant qu'administrateur pour votre établissement.</li></ul></v-alert></v-col></v-row> <v-dialog :model-value="!!echec" max-width="520"
    @update:model-value="echec = ''"><v-card title="Recherche sans résultat"><v-card-text role="alert">{{ echec }}</v-card-text><v-card-actions> <v-btn
    @click="echec = ''">Fermer</v-btn></v-card-actions></v-card></v-dialog></v-container>`,
}
export const Regeneration = {
  setup() {
    const connu = etat.identite.identifiant, f = reactive({ nom: '', prenom: '', identifiant: '', email: '', question: null, reponse: '', ...etat.identite })
    const echec = ref(''), router = useRouter(), questions = charger('/questions')
    const envoyer = utiliserFormulaire(async () => {
      echec.value = ''
      await api('POST', '/codes-perdus/code-confidentiel', f)
      router.push('/codes-perdus/certification')
    }, e => { echec.value = e.message; window.scrollTo(0, 0) })
    return { f, connu, echec, questions, regles, ...envoyer }
  },
  template: `<bandeau-espace></bandeau-espace><v-container class="zone"><h1 class="text-h4 mb-4">Regénérer votre code confidentiel</h1><etapes :n="3"></etapes> <p class="mb-4">Saisissez
    toutes les rubriques du formulaire puis cliquez sur "Générer le code confidentiel", <strong>un nouveau code confidentiel vous sera envoyé à l'adresse e-mail enregistrée dans nos
    fichiers.</strong></p><v-alert v-if="echec" type="error" class="mb-4">{{ echec }}</v-alert><v-form ref="formulaire" validate-on="blur" @submit.prevent="soumettre"> <v-text-field
    v-model="f.nom" id="nom" name="nom" label="Votre Nom *" autocomplete="family-name" :rules="[regles.requis]"></v-text-field> <v-text-field v-model="f.prenom" id="prenom" name="prenom"
    label="Votre Prénom *" autocomplete="given-name" :rules="[regles.requis]"></v-text-field> <v-text-field v-model="f.identifiant" id="identifiant" name="identifiant"
    label="Code identifiant *" autocomplete="username" :readonly="!!connu" :persistent-hint="!!connu" :hint="connu ? 'Votre identifiant est renseigné automatiquement' : ''"
    :rules="[regles.requis]"></v-text-field> <v-text-field v-model="f.email" id="email" name="email" type="email" label="Adresse e-mail *" autocomplete="email" persistent-hint
    :rules="[regles.requis, regles.email]" hint="(doit être identique à celle qui est mentionnée sur votre compte)"><template #append><v-tooltip max-width="320"
    text="Adresse à laquelle vous recevrez votre nouveau code confidentiel. Elle doit être identique à celle qui est enregistrée sur votre compte."><template #activator="{ props }"><v-icon
    v-bind="props" icon="mdi-help-circle-outline" tabindex="0"
    aria-label="Adresse à laquelle vous recevrez votre nouveau code confidentiel. Elle doit être identique à celle qui est enregistrée sur votre compte."></v-icon></template>
    </v-tooltip></template></v-text-field><p class="my-3">Sélectionnez la question que vous avez choisie lors de votre inscription :</p> <v-select v-model="f.question" id="question"
    name="question" label="Question *" :items="questions || []" :loading="!questions" :rules="[regles.requis]"></v-select> <v-text-field v-model="f.reponse" id="reponse" name="reponse"
    label="Réponse *" autocomplete="off" :rules="[regles.requis]"></v-text-field> <v-btn type="submit" color="primary" class="mr-2" :loading="envoi">Générer le code
    confidentiel</v-btn><v-btn to="/codes-perdus" variant="text">Annuler</v-btn> <p class="mt-4 text-body-2">* Champs obligatoires</p></v-form><lien-cgu></lien-cgu></v-container>`,
}
export const Certification = {
  setup() {
    const router = useRouter(), son = ref(null), c = charger('/codes-perdus/certification', () => router.replace('/codes-perdus'))
    return { c, son, ecouter: () => { son.value.currentTime = 0; son.value.play().catch(() => prevenir("La version sonore n'est pas disponible.")) },
      terminer: async () => { await api('POST', '/codes-perdus/terminer').catch(() => {}); router.push('/connexion') } }
  },
  template: `<bandeau-espace></bandeau-espace><v-container class="zone"><h1 class="text-h4 mb-4">Régénération du code confidentiel</h1><etapes :n="4"></etapes> <p>Vous recevrez prochainement
    par courriel votre nouveau code confidentiel, qui vous sera nécessaire pour vous connecter à nos différents services.</p> <p class="my-3">Veillez noter le <strong>code de
    certification</strong> que vous devrez impérativement saisir lors de votre prochaine connexion :</p> <v-skeleton-loader v-if="!c" type="heading"></v-skeleton-loader><v-sheet v-else
    border rounded class="pa-4 d-inline-flex align-center"><span class="certif">{{ c.certification }}</span> <v-tooltip text="Cliquez ici pour entendre la version sonore"><template
    #activator="{ props }"><v-btn v-bind="props" icon="mdi-volume-high" variant="text" class="ml-4" aria-label="Cliquez ici pour entendre la version sonore"
    @click="ecouter"></v-btn></template></v-tooltip><audio ref="son" src="/api/codes-perdus/certification/audio.wav" preload="none"></audio></v-sheet> <v-alert type="warning" variant="tonal"
    class="my-4"><strong>Important :</strong> Vous devez impérativement noter le code qui s'affiche dans ce cadre : <strong>il ne s'agit pas de votre code confidentiel</strong>, il vous sera
    demandé lors de votre prochaine connexion. Si, lors de votre prochaine connexion, vous faites 3 essais infructueux de saisie de ce code, vous devrez renouveler votre code
    confidentiel.</v-alert><v-btn color="primary" @click="terminer">Terminer</v-btn><lien-cgu></lien-cgu></v-container>`,
}
export const Espace = {
  setup() {
    const router = useRouter(), c = charger('/espace', () => router.replace('/connexion'))
    return { c, sortir: async () => { etat.moi = await api('POST', '/deconnexion').then(() => ({ connecte: false })); router.push('/connexion') } }
  },
  template: `<bandeau-espace></bandeau-espace><v-container class="zone"><v-skeleton-loader v-if="!c" type="heading, card, card"></v-skeleton-loader><template v-else> <div
    class="d-flex justify-space-between mb-4"><h1 class="text-h4">Bienvenue {{ c.prenom }} {{ c.nom }}</h1><v-btn prepend-icon="mdi-logout" variant="outlined" @click="sortir">Se
    déconnecter</v-btn></div> <v-row><v-col cols="12" md="4"><v-card title="Mon compte" prepend-icon="mdi-account-circle" border flat><v-card-text><p>Profil : {{ c.profil }}</p><p>Code
    identifiant : {{ c.identifiant }}</p> <p>SIRET : {{ c.siret }}</p><p>BCR : {{ c.bcr }}</p><p>Courriel : {{ c.email }}</p></v-card-text></v-card></v-col><v-col v-for="s in c.services"
    :key="s.titre" cols="12" md="4"> <v-card :title="s.titre" :prepend-icon="s.icone" border flat height="100%"><v-card-text>{{ s.texte
    }}</v-card-text></v-card></v-col></v-row></template></v-container>`,
}
export const Contenu = {
  setup() {
    const router = useRouter(), route = useRoute()
    const c = charger('/contenus/' + encodeURIComponent(route.params.slug || 'introuvable'), () => router.replace('/introuvable'))
    Vue.watch(c, p => { document.title = p.titre + ' - Retraites et solidarité - Caisse des Dépôts' })
    return { c }
  },
  template: `<v-container class="zone"><v-skeleton-loader v-if="!c" type="heading, paragraph, paragraph"></v-skeleton-loader><article v-else><v-breadcrumbs class="px-0"
    :items="[{ title: 'Accueil', to: '/' }, { title: c.titre, disabled: true }]"></v-breadcrumbs><h1 class="text-h4 mb-4">{{ c.titre }}</h1><template v-for="(b, i) in c.blocs" :key="i"><h2
    v-if="b.h" class="text-h6 mt-4">{{ b.h }}</h2> <p v-if="b.p" class="my-2">{{ b.p }}</p><ul v-if="b.ul" class="pl-6"><li v-for="l in b.ul" :key="l">{{ l }}</li></ul> <p
    v-if="b.liens"><v-btn v-for="l in b.liens" :key="l.titre" :to="l.vers" variant="outlined" class="mr-2 mb-2">{{ l.titre }}</v-btn></p></template></article></v-container>`,
}
export const RechercheSite = {
  setup() {
    const mot = ref(useRoute().query.q || ''), resultats = ref(null)
    const chercher = async () => { resultats.value = mot.value ? await api('GET', '/recherche?q=' + encodeURIComponent(mot.value)) : null }
    onMounted(chercher)
    return { mot, resultats, chercher }
  },
  template: `<v-container class="zone"><h1 class="text-h4 mb-4">RECHERCHER SUR LE SITE :</h1><v-form role="search" @submit.prevent="chercher"><v-text-field v-model="mot" name="q"
    label="Tapez un mot-clé, une question"></v-text-field><v-btn type="submit" color="primary">Lancer la recherche</v-btn></v-form><template v-if="resultats"><p class="mt-4">{{
    resultats.length }} résultat(s)</p> <v-list><v-list-item v-for="r in resultats" :key="r.page" :to="'/page/' + r.page" :title="r.titre"></v-list-item></v-list></template></v-container>`,
}
