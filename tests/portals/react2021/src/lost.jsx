import React, { useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import { Navigate, useNavigate, useSearchParams } from 'react-router-dom'
import { useApp, T, Banner, Button, ButtonLink, Card, Code, Field, SelectField, Link, List, Player, Row, siretMask } from './ui'
import { Shell } from './public'

const Steps = ({ n }) => { const { ui } = useApp(); return ui['progress-steps'] ? <p aria-label="Progression">Étape {n} sur 4</p> : null }

export function Lost() {
  const { t, ui, to, setLost } = useApp()
  const go = (path, mode) => <Link to={path} onClick={() => setLost({ mode })}>{t('lost.here')}</Link>
  return (
    <Shell title={t('lost.title')} space>
      <Steps n={1} />
      <h2>{t('lost.heading')}</h2>
      <p>{t('lost.intro')}</p>
      <Card>
        <h3>{t('lost.admin')}</h3>
        <List>
          <li><T k="lost.code" /> {go(to.regen, 'code')}</li>
          <li><T k="lost.id" /> {go(to.search, 'id')}</li>
          <li><T k="lost.both" /> {ui['both-choice-wrong'] ? go(to.user, 'both') : go(`${to.search}?choix=codes`, 'both')}</li>
        </List>
      </Card>
      {!ui['user-choice-missing'] && <Card>
        <h3>{t('lost.user')}</h3>
        <List><li><T k="lost.userBoth" /> {go(to.user, 'user')}</li></List>
      </Card>}
      {!ui['cancel-missing'] && <ButtonLink $plain to={to.login}>{t('lost.cancel')}</ButtonLink>}
    </Shell>
  )
}

export function LostUser() {
  const { t, to } = useApp()
  return <Shell title={t('user.title')} space><p>{t('user.text')}</p><ButtonLink $plain to={to.lost}>{t('user.back')}</ButtonLink></Shell>
}

function useSubmit(action) { // runs a call, keeps the refusal for the banner
  const { t } = useApp()
  const [error, setError] = useState(null)
  const submit = async (v) => { setError(null); try { await action(v) } catch (e) { if (!e.error) throw e; setError(e) } }
  return [submit, error && t(`err.${error.error}`), error]
}

export function Search() {
  const { t, ui, to, call, setLost } = useApp()
  const navigate = useNavigate()
  const both = useSearchParams()[0].get('choix') === 'codes' // in the address: a reload keeps it
  const form = useForm()
  const [submit, message, error] = useSubmit(async (v) => {
    const { identifiers } = await call('/lost/search', { ...v, siret: v.siret.replace(/\D/g, '') })
    setLost({ mode: both ? 'both' : 'id', identifiers, identifier: both && identifiers.length === 1 ? identifiers[0] : undefined })
    navigate(both && identifiers.length === 1 ? to.regen : to.found)
  })
  const required = { required: t('err.required') }
  const oneOf = { validate: () => !!(form.getValues('bcr').trim() || form.getValues('contract').trim()) || ui['search-without-number'] || t('err.bcrOrContract') }
  return (
    <Shell title={t('search.title')} space>
      <Steps n={2} />
      <p>{t('search.intro')}</p>
      <Banner>{message && <>{message}{error.error === 'notFound' && <List>{[1, 2, 3].map((n) => <li key={n}>{t(`search.tip${n}`)}</li>)}</List>}</>}</Banner>
      <form noValidate onSubmit={form.handleSubmit(submit)}>
        <Card>
          <h2>{t('search.establishment')}</h2>
          <Field form={form} name="siret" label={t('search.siret')} mask={ui['plain-siret'] ? null : siretMask} inputMode="numeric"
            rules={{ ...required, validate: (v) => v.replace(/\s/g, '').length === 14 || t('err.siret') }} />
          <Field form={form} name="bcr" label={t('search.bcr')} hint={`${t('search.upper')}. ${t('search.bcrHelp')}`} rules={oneOf} />
          <Field form={form} name="contract" label={t('search.contract')} hint={t('search.upper')} rules={oneOf} />
        </Card>
        <Card>
          <h2>{t('search.contact')}</h2>
          <Field form={form} name="lastName" label={t('search.lastName')} rules={required} />
          <Field form={form} name="firstName" label={t('search.firstName')} rules={required} />
        </Card>
        <Row><Button type="submit" disabled={form.formState.isSubmitting}>{t('search.submit')}</Button><ButtonLink $plain to={to.lost}>{t('cancel')}</ButtonLink></Row>
      </form>
      <p>{t('mandatory')}</p>
      <p>{t('search.oneOf')}</p>
    </Shell>
  )
}

export function Found() {
  const { t, to, lost, setLost } = useApp()
  const navigate = useNavigate()
  const ids = lost.identifiers
  if (!ids) return <Navigate to={to.lost} replace />
  const choose = (identifier) => { setLost({ mode: 'both', identifier }); navigate(to.regen) }
  const both = lost.mode === 'both'
  return (
    <Shell title={t('found.title')} space>
      <p>{t(ids.length > 1 ? 'found.many' : 'found.one')}</p>
      {ids.map((id) => <Row key={id}><Code>{id}</Code>{both && <Button onClick={() => choose(id)}>{t('found.choose', { id })}</Button>}</Row>)}
      <Row>
        {!both && <ButtonLink to={to.login}>{t('found.login')}</ButtonLink>}
        {!both && ids.length === 1 && <Button $plain onClick={() => choose(ids[0])}>{t('found.code')}</Button>}
        <ButtonLink $plain to={to.lost}>{t('user.back')}</ButtonLink>
      </Row>
    </Shell>
  )
}

export function Regenerate() {
  const { t, ui, to, call, lost, setLost, questions, setToken, toast } = useApp()
  const navigate = useNavigate()
  const auto = ui['identifier-not-filled'] ? undefined : lost.identifier
  const form = useForm({ defaultValues: { identifier: auto || '', question: '' } })
  const [submit, message] = useSubmit(async (v) => {
    const r = await call('/lost/regenerate', v)
    setToken(null)
    setLost({ certification: r.certification, audio: r.audio })
    toast(t('done.toast'))
    navigate(to.done, { replace: true })
  })
  const required = { required: t('err.required') }
  return (
    <Shell title={t('regen.title')} space>
      <Steps n={3} />
      <p><T k="regen.intro" /></p>
      <Banner>{message}</Banner>
      <form noValidate onSubmit={form.handleSubmit(submit)}>
        <Card>
          <Field form={form} name="lastName" label={t('regen.lastName')} rules={required} />
          <Field form={form} name="firstName" label={t('regen.firstName')} rules={required} />
          <Field form={form} name="identifier" label={t('regen.identifier')} rules={required} readOnly={!!auto && !ui['identifier-editable']} hint={auto && t('regen.auto')} />
          <Field form={form} name="email" label={t('regen.email')} hint={t('regen.emailHelp')} rules={{ ...required, pattern: { value: /^\s*\S+@\S+\.\S+\s*$/, message: t('err.email') } }} inputMode="email" />
          <p>{t('regen.select')}</p>
          <SelectField form={form} name="question" label={t('regen.question')} options={questions} placeholder={t('regen.placeholder')} rules={{ required: t('err.question') }} />
          <Field form={form} name="answer" label={t('regen.answer')} rules={required} />
        </Card>
        <Row><Button type="submit" disabled={form.formState.isSubmitting}>{t('regen.submit')}</Button><ButtonLink $plain to={to.lost}>{t('cancel')}</ButtonLink></Row>
      </form>
      <p>{t('mandatory')}</p>
    </Shell>
  )
}

export function Done() {
  const { t, ui, to, lost, setLost } = useApp()
  const navigate = useNavigate()
  const [listening, setListening] = useState(false)
  const [shown] = useState(lost) // shown once: leaving the page forgets it
  useEffect(() => () => setLost({}), [])
  if (!shown.certification) return <Navigate to={to.lost} replace />
  const finish = () => navigate(ui['finish-to-home'] ? '/' : to.login)
  return (
    <Shell title={t('done.title')} space>
      <Steps n={4} />
      <p>{t('done.soon')}</p>
      <Card>
        <p><T k="done.note" /></p>
        <p><T k="done.important" />{t('done.tries')}</p>
        <Code>{shown.certification}</Code>
        <p><a href={shown.audio} onClick={(e) => { e.preventDefault(); setListening(true) }}>{t('done.audio')}</a></p>
        {listening && <Player src={shown.audio} />}
      </Card>
      <Button onClick={finish}>{t('done.finish')}</Button>
    </Shell>
  )
}
