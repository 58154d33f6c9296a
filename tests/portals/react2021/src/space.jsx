import React, { useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import { Navigate, useNavigate } from 'react-router-dom'
import { useApp, Banner, Button, Card, Code, Field, SelectField, Link, Modal, Row, Skeleton, Table } from './ui'
import { Shell } from './public'

export function CertificationForm() {
  const { t, to, call, challenge, setChallenge, setToken, toast } = useApp()
  const navigate = useNavigate()
  const form = useForm()
  const [error, setError] = useState(null)
  const locked = error?.error === 'locked' || error?.error === 'session'
  const submit = async ({ certification }) => {
    setError(null)
    try {
      const r = await call('/auth/certification', { challenge, code: certification })
      setChallenge(null); setToken(r.token); toast(t('login.welcome')); navigate(to.me)
    } catch (e) { if (!e.error) throw e; setError(e); form.reset() }
  }
  const leave = () => { setChallenge(null); navigate(to.login) }
  return (
    <>
      <Banner>{error && <>{t(`err.${error.error}`, error)} {error.error === 'locked' && <Link to={to.lost} onClick={() => setChallenge(null)}>{t('cert.renew')}</Link>}</>}</Banner>
      {locked ? <Button $plain onClick={leave}>{t('close')}</Button> : (
        <form noValidate onSubmit={form.handleSubmit(submit)}>
          <p>{t('cert.intro')}</p>
          <Field form={form} name="certification" label={t('cert.label')} rules={{ required: t('err.required') }} />
          <Row><Button type="submit" disabled={form.formState.isSubmitting}>{t('cert.submit')}</Button><Button $plain onClick={leave}>{t('cancel')}</Button></Row>
        </form>
      )}
    </>
  )
}

export function Certification() { // the same form on a page of its own
  const { t, to, challenge } = useApp()
  return challenge ? <Shell title={t('cert.title')} space><CertificationForm /></Shell> : <Navigate to={to.login} replace />
}

function Change({ onClose }) {
  const { t, call, toast, user, setUser } = useApp()
  const form = useForm()
  const [error, setError] = useState('')
  const required = { required: t('err.required') }
  const submit = async (v) => {
    try { await call('/me/code', { current: v.current, code: v.next }); setUser({ ...user, provisional: false }); toast(t('me.saved')); onClose() } catch (e) { setError(t(`err.${e.error}`)) }
  }
  return (
    <Modal title={t('me.change')} onClose={onClose}>
      <Banner>{error}</Banner>
      <form noValidate onSubmit={form.handleSubmit(submit)}>
        <Field form={form} name="current" label={t('me.current')} password rules={required} />
        <Field form={form} name="next" label={t('me.new')} password rules={{ ...required, minLength: { value: 8, message: t('err.short') } }} />
        <Field form={form} name="again" label={t('me.again')} password rules={{ validate: (v) => v === form.getValues('next') || t('err.same') }} />
        <Row><Button type="submit">{t('me.save')}</Button><Button $plain onClick={onClose}>{t('cancel')}</Button></Row>
      </form>
    </Modal>
  )
}

function Secret() { // first connection: the secret question and its answer
  const { t, call, questions, user, setUser } = useApp()
  const form = useForm({ defaultValues: { question: '' } })
  const submit = async (v) => { await call('/me/secret', v); setUser({ ...user, secret: true }) }
  return (
    <Card>
      <h2>{t('me.secret')}</h2>
      <form noValidate onSubmit={form.handleSubmit(submit)}>
        <SelectField form={form} name="question" label={t('regen.question')} options={questions} placeholder={t('regen.placeholder')} rules={{ required: t('err.question') }} />
        <Field form={form} name="answer" label={t('regen.answer')} rules={{ required: t('err.required') }} />
        <Button type="submit">{t('me.save')}</Button>
      </form>
    </Card>
  )
}

function Team() {
  const { t, call } = useApp()
  const [list, setList] = useState(null)
  const [chosen, choose] = useState(null)
  const [code, setCode] = useState('')
  const [error, setError] = useState('')
  useEffect(() => { call('/establishment/accounts').then(setList, (e) => setError(t(`err.${e.error}`))) }, [])
  const regenerate = () => call(`/establishment/accounts/${encodeURIComponent(chosen.identifier)}/regenerate`, {}).then((r) => setCode(r.code), (e) => { setError(t(`err.${e.error}`)); choose(null) })
  const close = () => { choose(null); setCode('') }
  return (
    <Card>
      <h2>{t('me.team')}</h2>
      <Banner>{error}</Banner>
      {!list ? !error && <Skeleton label={t('loading')} /> : <Table><tbody>{list.map((a) => <tr key={a.identifier}><td>{a.name}</td><td>{a.identifier}</td><td>{t(`me.role.${a.role}`)}</td>
        <td><Button $plain aria-label={`${t('me.regen')} : ${a.name}, ${a.identifier}`} onClick={() => choose(a)}>{t('me.regen')}</Button></td></tr>)}</tbody></Table>}
      {chosen && <Modal title={t('me.regen')} onClose={close}>
        {code ? <><p>{t('me.regenDone', chosen)}</p><Code>{code}</Code><Row><Button onClick={close}>{t('close')}</Button></Row></>
          : <><p>{t('me.regenFor', chosen)}</p><Row><Button onClick={regenerate}>{t('me.regenConfirm')}</Button><Button $plain onClick={close}>{t('cancel')}</Button></Row></>}
      </Modal>}
    </Card>
  )
}

export function Me() {
  const { t, to, token, user } = useApp()
  const [changing, setChanging] = useState(false)
  if (!token) return <Navigate to={to.login} replace />
  return (
    <Shell title={t('me.title')} space>
      {!user ? <Skeleton label={t('loading')} /> : (
        <>
          <Card>
            <h2>{t('me.hello', user)}</h2>
            <p>{t(`me.role.${user.role}`)} – {t('login.identifier')} : {user.identifier} – SIRET : {user.siret}</p>
            {user.provisional && <p>{t('me.provisional')}</p>}
            <Button $plain onClick={() => setChanging(true)}>{t('me.change')}</Button>
          </Card>
          {!user.secret && <Secret />}
          {user.role === 'administrator' && <Team />}
          {changing && <Change onClose={() => setChanging(false)} />}
        </>
      )}
    </Shell>
  )
}
