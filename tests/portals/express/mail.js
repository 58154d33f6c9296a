// The mail that brings the new secret.
const nodemailer = require('nodemailer');
const { smtp, is, t } = require('./options');

const transport = nodemailer.createTransport({ ...smtp, secure: false, ignoreTLS: true, connectionTimeout: 5000 });

function sendSecret(account, { secret, check }) {
  const lines = [t('Votre nouveau code confidentiel est le suivant :'), secret,
    t('A bientôt sur notre site'), t('La Direction des Retraites')];
  if (is('verification-in-mail')) lines.splice(2, 0, `Votre ${t('code de certification')} : ${check}`);
  return transport.sendMail({
    from: 'e-servicesinscription@caissedesdepots.fr',
    to: account.email,
    subject: is('mail-subject') ? 'Bienvenue sur notre site' : t('Régénération de code confidentiel'),
    text: `${lines.join('\n\n')}\n`,
    html: is('mail-with-html') ? lines.map(line => `<p>${line}</p>`).join('\n') : undefined,
  });
}
module.exports = { sendSecret };
