const { reactive, ref } = Vue
export const etat = reactive({
  moi: { connecte: false, attente: false }, identite: {}, sombre: false, tiroir: false, taille: 100,
  snack: { ouvert: false, texte: '', couleur: 'error' }, cookies: !localStorage.getItem('cookies'),
})
export async function api(methode, url, corps) {
  const r = await fetch('/api' + url, { method: methode, headers: { 'Content-Type': 'application/json' }, body: corps && JSON.stringify(corps) })
    .catch(() => null)
  if (!r) throw { message: 'Le service est momentanément indisponible.' }
  const donnees = await r.json().catch(() => ({}))
  if (!r.ok) throw { statut: r.status, message: 'Une erreur technique est survenue.', ...donnees }
  return donnees
}
export const prevenir = (texte, couleur = 'error') => Object.assign(etat.snack, { ouvert: true, texte, couleur })
export const regles = {
  requis: v => !!String(v ?? '').trim() || 'Ce champ est obligatoire',
  siret: v => /^\d{14}$/.test(String(v).replace(/\s/g, '')) || 'Le numéro SIRET comporte 14 chiffres',
  majuscules: v => !v || v === v.toUpperCase() || 'Ce numéro doit être saisi en majuscules',
  email: v => /^\S+@\S+\.\S+$/.test(v) || "L'adresse e-mail n'est pas valide",
}
/** Formulaire : validation, envoi, attente ; `action` reçoit les erreurs par son rejet. */
export function utiliserFormulaire(action, siErreur = e => prevenir(e.message)) {
  const formulaire = ref(null), envoi = ref(false)
  async function soumettre() {
    const { valid, errors } = await formulaire.value.validate()
    if (!valid) return document.getElementById(errors[0].id)?.focus()
    envoi.value = true
    try { await action() } catch (e) { siErreur(e) } finally { envoi.value = false }
  }
  return { formulaire, envoi, soumettre }
}
export const composants = {
  BandeauEspace: {
    setup: () => ({ etat }),
    template: `<v-toolbar class="bandeau" color="surface-light" density="comfortable"><v-toolbar-title><span class="font-weight-bold">RETRAITES ET SOLIDARITÉ</span> <span class="ml-3">ESPACE
    PERSONNALISÉ</span></v-toolbar-title><v-chip :prepend-icon="etat.moi.connecte ? 'mdi-account-check' : 'mdi-account-off-outline'"> {{ etat.moi.connecte ? 'Connecté : ' + etat.moi.prenom +
    ' ' + etat.moi.nom : 'Non connecté' }}</v-chip> <v-btn to="/" :active="false" prepend-icon="mdi-home-outline">Retour accueil cdc.retraites</v-btn></v-toolbar>`,
  },
  Etapes: {
    props: ['n'],
    setup: () => ({ titres: ['Votre situation', 'Recherche du code identifiant', 'Génération du code confidentiel', 'Code de certification'] }),
    template: `<v-stepper :model-value="n" :mobile="$vuetify.display.smAndDown" alt-labels flat border class="mb-6"><v-stepper-header><template v-for="(t, i) in titres" :key="t"> <v-divider v-if="i"></v-divider><v-stepper-item
    :value="i + 1" :title="t" :complete="n > i + 1"></v-stepper-item></template></v-stepper-header></v-stepper>`,
  },
  CodeBloque: {
    props: ['modelValue'], emits: ['update:modelValue'],
    template: `<v-dialog :model-value="!!modelValue" persistent max-width="520"><v-card title="Code confidentiel à renouveler"><v-card-text role="alert">{{ modelValue }}</v-card-text><v-card-actions>
    <v-btn @click="$emit('update:modelValue', '')">Fermer</v-btn><v-btn color="primary" to="/codes-perdus">Renouveler mon code confidentiel</v-btn></v-card-actions></v-card></v-dialog>`,
  },
  LienCgu: { template: `<p class="mt-6"><router-link to="/page/cgu">» Conditions générales d'utilisation</router-link></p>` },
  Ariane: {
    setup() {
      const question = ref(''), reponse = ref('')
      return { question, reponse, demander: async () => { reponse.value = (await api('POST', '/ariane', { code: question.value })).reponse } }
    },
    template: `<v-card title="Poser votre question" prepend-icon="mdi-face-agent" variant="tonal"><v-card-text><p class="mb-3">Bonjour, je m'appelle Ariane et je suis là pour vous
    aider</p><v-form @submit.prevent="demander"><v-text-field v-model="question" label="Votre question" name="question-ariane" hide-details></v-text-field> <v-btn type="submit" class="mt-3"
    :disabled="!question">Demander</v-btn></v-form><p v-if="reponse" class="mt-3" role="status">{{ reponse }}</p></v-card-text></v-card>`,
  },
}
