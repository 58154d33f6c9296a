import fr from '/vendor/fr.mjs'
import { api, composants, etat } from './base.js'
import * as pages from './pages.js'

const route = (path, component, titre) => ({ path, component, meta: { titre } })
const router = VueRouter.createRouter({
  history: VueRouter.createWebHistory(), scrollBehavior: () => ({ top: 0 }),
  routes: [
    route('/', pages.Accueil, 'Employeur'),
    route('/connexion', pages.Connexion, 'Accès à mon espace personnalisé'),
    route('/connexion/certification', pages.CodeCertification, 'Code de certification'),
    route('/codes-perdus', pages.CodesPerdus, 'Codes perdus'),
    route('/codes-perdus/identifiant', pages.Recherche, 'Recherche de votre code identifiant'),
    route('/codes-perdus/code-confidentiel', pages.Regeneration, 'Regénérer votre code confidentiel'),
    route('/codes-perdus/certification', pages.Certification, 'Régénération du code confidentiel'),
    route('/espace', pages.Espace, 'Mon espace personnalisé'),
    route('/recherche', pages.RechercheSite, 'Recherche'),
    route('/page/:slug', pages.Contenu, 'Information'),
    route('/:reste(.*)*', pages.Contenu, 'Page introuvable'),
  ],
})
router.beforeEach(async () => { etat.moi = await api('GET', '/moi').catch(() => ({ connecte: false })) })
router.afterEach(vers => { document.title = vers.meta.titre + ' - Retraites et solidarité - Caisse des Dépôts'; etat.tiroir = false })
const Portail = {
  setup() {
    const menu = Vue.ref([]), pied = Vue.ref([])
    api('GET', '/contenus/menu').then(m => { menu.value = m.groupes; pied.value = m.pied })
    Vue.watchEffect(() => { document.documentElement.style.fontSize = etat.taille + '%' })
    return {
      etat, menu, pied, imprimer: () => window.print(),
      choisir(choix) { localStorage.setItem('cookies', choix); etat.cookies = false },
    }
  },
  template: `<v-app :theme="etat.sombre ? 'sombre' : 'clair'"> <v-app-bar elevation="1"><v-app-bar-nav-icon aria-label="Menu" @click="etat.tiroir = !etat.tiroir"></v-app-bar-nav-icon><img
    src="/front/logo.svg" width="36" alt=""> <v-app-bar-title><router-link to="/" class="text-decoration-none text-high-emphasis">Caisse des Dépôts <strong>Retraites et
    solidarité</strong></router-link></v-app-bar-title> <v-btn to="/" prepend-icon="mdi-home" class="hidden-sm-and-down">Accueil</v-btn> <v-menu><template #activator="{ props }"><v-btn
    v-bind="props" append-icon="mdi-menu-down" class="hidden-sm-and-down">Changer de profil</v-btn></template> <v-list><v-list-item to="/" :active="false"
    title="Employeur"></v-list-item><v-list-item v-for="p in ['Actif', 'Retraité', 'Autre public']" :key="p" :title="p"
    :to="'/page/' + p.toLowerCase().replace('é', 'e').replace(' ', '-')"></v-list-item></v-list></v-menu> <v-btn prepend-icon="mdi-printer" class="hidden-sm-and-down"
    @click="imprimer">Imprimer</v-btn> <v-btn min-width="36" aria-label="Diminuer la taille du texte" @click="etat.taille = Math.max(80, etat.taille - 10)">A⁻</v-btn> <v-btn min-width="36"
    aria-label="Augmenter la taille du texte" @click="etat.taille = Math.min(150, etat.taille + 10)">A⁺</v-btn> <v-btn icon="mdi-magnify" to="/recherche"
    aria-label="Rechercher sur le site"></v-btn></v-app-bar> <v-navigation-drawer v-model="etat.tiroir" temporary width="320"><v-list nav density="compact"><v-list-item to="/connexion"
    prepend-icon="mdi-lock-outline" title="Accès à mon espace personnalisé"></v-list-item><template v-for="g in menu" :key="g.titre"><v-list-subheader>{{ g.titre }}</v-list-subheader>
    <v-list-item v-for="l in g.liens" :key="l.titre" :to="l.vers" :title="l.titre"></v-list-item></template></v-list> <template #append><v-switch v-model="etat.sombre" label="Mode sombre"
    color="primary" hide-details class="px-4"></v-switch></template></v-navigation-drawer> <v-main :class="{ 'avec-cookies': etat.cookies }"><router-view
    :key="$route.path"></router-view></v-main> <v-footer class="flex-column py-6 flex-grow-0" color="primary" style="flex: none"><nav class="d-flex flex-wrap justify-center ga-2"
    aria-label="Pied de page"> <v-btn v-for="l in pied" :key="l.vers" variant="text" size="small" :to="l.vers">{{ l.titre }}</v-btn></nav> <p class="mt-3 text-body-2">© 2024 Caisse des
    Dépôts - Direction des retraites et de la solidarité</p></v-footer> <v-card v-if="etat.cookies" class="cookies" elevation="12" title="Nous respectons votre vie privée" role="region"
    aria-label="Cookies"><v-card-text>Ce site utilise des cookies nécessaires à son fonctionnement et, avec votre accord, des cookies de mesure d'audience. <router-link to="/page/cookies">En
    savoir plus</router-link></v-card-text> <v-card-actions><v-btn @click="choisir('refus')">Tout refuser</v-btn> <v-btn color="primary"
    variant="flat" @click="choisir('accord')">Tout accepter</v-btn></v-card-actions></v-card> <v-snackbar v-model="etat.snack.ouvert" :color="etat.snack.couleur" :timeout="8000" location="top">{{ etat.snack.texte }} <template
    #actions><v-btn icon="mdi-close" aria-label="Fermer" @click="etat.snack.ouvert = false"></v-btn></template></v-snackbar></v-app>`,
}
const couleurs = { primary: '#00567d', secondary: '#0083a9', error: '#b3261e' }
const vuetify = Vuetify.createVuetify({
  locale: { locale: 'fr', messages: { fr } },
  theme: { defaultTheme: 'clair', themes: { clair: { dark: false, colors: { ...couleurs, lien: '#00567d' } }, sombre: { dark: true, colors: { ...couleurs, lien: '#7fd0ee' } } } },
  defaults: {
    VBtn: { class: 'text-none' }, VTextField: { variant: 'outlined', class: 'mb-2' }, VSelect: { variant: 'outlined', class: 'mb-2' },
  },
})
const app = Vue.createApp(Portail)
for (const [nom, c] of Object.entries(composants)) app.component(nom, c)
app.use(router).use(vuetify).mount('#app')
