import React, { useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import { useLocation, useNavigate, useParams } from 'react-router-dom'
import { useApp, T, Bar, Brand, Page, Foot, Card, Columns, Row, Button, ButtonLink, List, Link, Field, Banner, Modal } from './ui'
import { CertificationForm } from './space'

const slug = (s) => s.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
const Links = ({ list }) => <List>{list.split('|').map((x) => <li key={x}><Link to={`/info/${slug(x)}`} state={{ title: x }}>{x}</Link></li>)}</List>

export function Shell({ title, heading, space, children }) {
  const { t, ui, user, token, setToken, call, toast } = useApp()
  const navigate = useNavigate()
  useEffect(() => { document.title = `${title} – ${t('org')}` }, [title])
  const logout = async () => { try { await call('/auth/logout', {}) } catch (e) { /* expired anyway */ } setToken(null); toast(t('loggedOut')); navigate('/') }
  return (
    <>
      <Bar><div>
        <Brand>{t('brand')}{space && <><br /><small>{t('space')}</small></>}</Brand>
        {space && <span>{token && user ? t('connected', { name: user.name }) : t('notConnected')}</span>}
        {space && <Link to="/">{t('backHome')}</Link>}
        {token && user && <Button $plain onClick={logout}>{t('logout')}</Button>}
      </div></Bar>
      <Page>{heading !== false && <h1>{title}</h1>}{children}</Page>
      <Foot>
        {ui['contact-block'] && <p>Une difficulté ? Appelez-nous du lundi au vendredi de 9 h à 17 h au 05 00 00 00 00. <Link to="/info/questions-frequentes" state={{ title: 'Questions fréquentes' }}>Questions fréquentes</Link></p>}
        {space && <Link to={ui['conditions-dead'] ? '/cgu.pdf' : '/info/cgu'} state={{ title: t('cgu') }}>» {t('cgu')}</Link>}
      </Foot>
    </>
  )
}

export function Home() {
  const { t, to, scale, setScale } = useApp()
  const [profile, setProfile] = useState('EMPLOYEUR')
  const [choosing, setChoosing] = useState(true)
  const form = useForm()
  const [none, setNone] = useState('')
  return (
    <Shell title={t('home.title')}>
      <Row as="nav" aria-label={t('home.title')}>
        <Button $plain onClick={() => window.print()}>{t('print')}</Button>
        <Button $plain aria-label="Réduire la taille du texte" onClick={() => setScale(Math.max(80, scale - 10))}>A⁻</Button>
        <Button $plain aria-label="Augmenter la taille du texte" onClick={() => setScale(Math.min(160, scale + 10))}>A⁺</Button>
        <Link to="/">{t('home.title')}</Link>
        <Button $plain aria-expanded={choosing} onClick={() => setChoosing(!choosing)}>{t('home.changeProfile')}</Button>
      </Row>
      <Row>{t('home.youAre')} {t('home.profiles').split('|').filter((x) => choosing || x === profile).map((x) => <Button key={x} $plain={x !== profile} aria-pressed={x === profile} onClick={() => setProfile(x)}>{x}</Button>)}</Row>
      <Card style={{ marginTop: '1rem' }}>
        <p>{t('org')}<br /><strong>{t('brand').toUpperCase()}</strong><br />{t('direction')}</p>
        <p><T k="home.connect" /></p>
        <ButtonLink to={to.login}>{t('home.access')}</ButtonLink>
      </Card>
      <Columns>
        <div>
          <h2>{t('home.news')}</h2>
          {[1, 2].map((n) => <Card as="article" key={n}><h3>{t(`home.news${n}.title`)}</h3><p>{t(`home.news${n}.text`)}</p>{n === 1 && <p>{t('home.news1.date')}</p>}
            <Link to={`/info/actualite-${n}`} state={{ title: t(`home.news${n}.title`) }}>&gt; {t('home.more')}</Link></Card>)}
        </div>
        <div>
          <form role="search" noValidate onSubmit={form.handleSubmit((v) => setNone(v.q))}>
            <Field form={form} name="q" label={t('home.search')} placeholder={t('home.searchPlaceholder')} rules={{ required: t('err.required') }} /><Button type="submit" $plain>OK</Button>
            {none && <p role="status">{t('home.searchNone', { q: none })}</p>}
          </form>
          <h2>{t('home.useful')}</h2><p>{t('home.forum')}<br /><Link to="/info/forum" state={{ title: t('home.forum') }}>&gt; {t('home.more')}</Link></p>
          <h2>{t('home.general')}</h2><Links list={t('home.generalLinks')} />
        </div>
        <div>
          <h2>{t('home.funds')}</h2><Links list={t('home.fundLinks')} />
          <h2>{t('home.employer')}</h2><Links list={t('home.employerLinks')} />
        </div>
      </Columns>
    </Shell>
  )
}

export function Login() {
  const { t, ui, to, call, setToken, setChallenge, challenge, setLost, toast } = useApp()
  const form = useForm()
  const ask = useForm()
  const navigate = useNavigate()
  const [error, setError] = useState('')
  const submit = async (v) => {
    setError('')
    try {
      const r = await call('/auth/login', v)
      if (r.challenge) { setChallenge(r.challenge); if (ui['certification-page']) navigate(to.cert) } else { setToken(r.token); toast(t('login.welcome')); navigate(to.me) }
    } catch (e) { setError(t(`err.${e.error}`)) }
  }
  const required = { required: t('err.required') }
  return (
    <Shell title={t('login.title')} space>
      <Banner>{error}</Banner>
      <Columns>
        <Card>
          <h2>{t('login.already')}</h2>
          <form noValidate onSubmit={form.handleSubmit(submit)}>
            <Field form={form} name="identifier" label={t('login.identifier')} rules={required} autoComplete="username" />
            <Field form={form} name="code" label={t('login.code')} rules={required} password autoComplete="current-password" />
            <Button type="submit" disabled={form.formState.isSubmitting}>{t('login.submit')}</Button>
          </form>
          <p><Link to={ui['lost-link-dead'] ? '/codesperdus.do' : to.lost} onClick={() => setLost({})}>{t('login.lost')}</Link></p>
          <p><Link to="/info/aide" state={{ title: t('login.help') }}>{t('login.help')}</Link></p>
          <h3>{t('login.more')}</h3><Links list={t('login.moreLinks')} />
        </Card>
        <Card>
          <h2>{t('login.notYet')}</h2>
          <ButtonLink $plain to="/info/je-m-inscris" state={{ title: t('login.register') }}>{t('login.register')}</ButtonLink>
          <h3>{t('login.more')}</h3><Links list={t('login.registerLinks')} />
        </Card>
      </Columns>
      <p>{t('login.lostIntro')}</p>
      {!ui['lost-conditions-lost'] && <><p>{t('login.lostOnly')}</p><List><li>{t('login.lostIf1')}</li><li>{t('login.lostIf2')}</li></List><p>{t('login.lostElse')}</p></>}
      <Card>
        <form noValidate onSubmit={ask.handleSubmit(() => { toast(t('login.arianeAnswer')); ask.reset() })}>
          <Field form={ask} name="ariane" label={t('login.ask')} hint={t('login.ariane')} rules={required} /><Button type="submit" $plain>{t('login.askButton')}</Button>
        </form>
      </Card>
      {challenge && !ui['certification-page'] && <Modal title={t('cert.title')} onClose={() => setChallenge(null)}><CertificationForm /></Modal>}
    </Shell>
  )
}

export function Info() {
  const { t } = useApp()
  const { slug: name } = useParams()
  const { state } = useLocation()
  const kind = /^cgu|conditions/.test(name) ? 'cgu' : /inscri/.test(name) ? 'register' : name === 'aide' ? 'help' : 'info'
  const title = state?.title || (kind === 'cgu' ? t('cgu') : kind === 'help' ? t('login.help') : kind === 'register' ? t('login.register') : name.replace(/-/g, ' '))
  return <Shell title={title} space><p>{t(`${kind}.text`)}</p></Shell>
}

export function NotFound() {
  const { t } = useApp()
  return <Shell title={t('notFound.title')} space><p>{t('notFound.text')}</p></Shell>
}
