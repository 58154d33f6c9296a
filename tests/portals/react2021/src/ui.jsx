import React, { createContext, useContext, useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { Link as RouterLink } from 'react-router-dom'
import { Controller } from 'react-hook-form'
import Select from 'react-select'
import styled, { createGlobalStyle, css, keyframes } from 'styled-components'

// ------------------------------------------------------------ i18n and context
export const Ctx = createContext(null)
export const useApp = () => useContext(Ctx)
export function translate(messages, key, vars) {
  const s = messages[key] ?? key
  return vars ? s.replace(/\{(\w+)\}/g, (_, k) => vars[k] ?? '') : s
}
export function T({ k, vars }) { // **bold** in the messages file
  const { t } = useApp()
  return t(k, vars).split('**').map((s, i) => (i % 2 ? <strong key={i}>{s}</strong> : s))
}

// ------------------------------------------------------------ look
const palette = { red: '#b5121b', ink: '#26303a', line: '#8a96a3', soft: '#f3f5f8', blue: '#0b5394' }
export const Global = createGlobalStyle`
  * { box-sizing: border-box }
  html { font-size: ${(p) => p.scale}% }
  body { margin: 0; font: 1rem/1.45 Arial, sans-serif; color: ${(p) => (p.dark ? '#eef' : palette.ink)}; background: ${(p) => (p.dark ? '#20262e' : '#fff')} }
  a { color: ${(p) => (p.dark ? '#9cf' : palette.blue)} }
  h1 { font-size: 1.5rem } h2 { font-size: 1.2rem } h3 { font-size: 1rem }
  :focus-visible { outline: 3px solid #f5a623; outline-offset: 1px }
`
export const Page = styled.main`max-width: 62rem; margin: 0 auto; padding: 1rem`
export const Bar = styled.header`border-bottom: 4px solid ${palette.red}; > div { max-width: 62rem; margin: 0 auto; padding: .75rem 1rem; display: flex; flex-wrap: wrap; gap: 1.25rem; align-items: center }`
export const Brand = styled.div`font-weight: bold; text-transform: uppercase; color: ${palette.red}; margin-right: auto`
export const Foot = styled.footer`max-width: 62rem; margin: 2rem auto 1rem; padding: 1rem; border-top: 1px solid ${palette.line}`
export const Card = styled.section`border: 1px solid ${palette.line}; border-radius: 4px; padding: .5rem 1.25rem 1.25rem; margin: 0 0 1.25rem`
export const Columns = styled.div`display: grid; gap: 1.25rem; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr))`
export const Row = styled.div`display: flex; gap: .75rem; align-items: center; flex-wrap: wrap; margin-top: 1rem`
export const Code = styled.p`font: bold 1.8rem/1.2 monospace; letter-spacing: .2em; border: 2px solid ${palette.red}; padding: .75rem 1.25rem; display: inline-block; margin: .5rem 0`
export const Table = styled.table`border-collapse: collapse; width: 100%; td, th { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid ${palette.line} }`
const buttonLook = css`display: inline-block; font: inherit; font-weight: bold; border-radius: 3px; padding: .55rem 1.1rem; border: 1px solid ${palette.red}; cursor: pointer; text-decoration: none;
  background: ${(p) => (p.$plain ? '#fff' : palette.red)}; color: ${(p) => (p.$plain ? palette.red : '#fff')}; &:disabled { opacity: .55; cursor: wait }`
export const Button = styled.button.attrs((p) => ({ type: p.type || 'button' }))`${buttonLook}`
export const ButtonLink = styled(RouterLink)`${buttonLook}`
export const List = styled.ul`padding-left: 1.2rem; li { margin: .35rem 0 }`
const pulse = keyframes`50% { opacity: .45 }`
const Bone = styled.div`height: 1.1rem; margin: .9rem 0; border-radius: 4px; background: #d8dde3; width: ${(p) => p.w}%; animation: ${pulse} 1.2s infinite`
export const Skeleton = ({ label = 'Chargement en cours' }) => <div role="status" aria-label={label}>{[40, 90, 75, 60].map((w) => <Bone key={w} w={w} />)}</div>

const BannerBox = styled.div`border-left: 6px solid ${palette.red}; background: #fdecec; color: ${palette.ink}; padding: .75rem 1rem; margin: 0 0 1.25rem`
export function Banner({ children }) { // what the server refused
  const ref = useRef()
  useEffect(() => { if (children && ref.current) ref.current.scrollIntoView({ block: 'nearest' }) }, [children])
  return children ? <BannerBox role="alert" ref={ref}>{children}</BannerBox> : null
}

// ------------------------------------------------------------ fields
const Wrap = styled.div`margin: 1rem 0; label { display: block; font-weight: bold; margin-bottom: .25rem }
  input { font: inherit; padding: .5rem; width: 100%; max-width: 26rem; border: 1px solid ${palette.line}; border-radius: 3px } input[readonly] { background: ${palette.soft} }
  input[aria-invalid=true] { border-color: ${palette.red} }`
const Hint = styled.small`display: block; color: inherit; opacity: .85; margin-top: .2rem`
const Wrong = styled.span`display: block; color: ${palette.red}; margin-top: .2rem; font-size: .9rem`
const Inline = styled.div`display: flex; gap: .5rem; max-width: 26rem; button { border: 1px solid ${palette.line}; background: ${palette.soft}; border-radius: 3px; padding: 0 .6rem; cursor: pointer; font-size: .85rem }`
const described = (name, hint, error) => [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ') || undefined

export function Field({ label, name, hint, form, rules, mask, password, ...rest }) {
  const { t } = useApp()
  const [shown, setShown] = useState(false)
  const error = form.formState.errors[name]
  const reg = form.register(name, rules)
  const onChange = (e) => { if (mask) e.target.value = mask(e.target.value); return reg.onChange(e) }
  const input = (
    <input id={name} {...reg} onChange={onChange} type={password && !shown ? 'password' : 'text'} aria-invalid={!!error} aria-required={!!rules?.required || undefined}
      aria-describedby={described(name, hint, error)} spellCheck={false} autoComplete="off" {...rest} />
  )
  return (
    <Wrap>
      <label htmlFor={name}>{label}</label>
      {password ? <Inline>{input}<button type="button" aria-pressed={shown} aria-label={t(shown ? 'login.hide' : 'login.show')} onClick={() => setShown(!shown)}>{shown ? '🙈' : '👁'}</button></Inline> : input}
      {hint && <Hint id={`${name}-hint`}>{hint}</Hint>}
      {error && <Wrong id={`${name}-error`}>{error.message}</Wrong>}
    </Wrap>
  )
}

export function SelectField({ label, name, options, form, rules, placeholder }) {
  const { ui } = useApp()
  const error = form.formState.errors[name]
  const common = { 'aria-invalid': !!error, 'aria-required': true }
  return (
    <Wrap>
      <label htmlFor={name} id={`${name}-label`}>{label}</label>
      {ui['native-select']
        ? <select id={name} {...form.register(name, rules)} {...common}><option value="">{placeholder}</option>{options.map((o) => <option key={o}>{o}</option>)}</select>
        : <Controller name={name} control={form.control} rules={rules} render={({ field }) => (
          <Select inputId={name} aria-labelledby={`${name}-label`} {...common} placeholder={placeholder} noOptionsMessage={() => '–'} ref={field.ref} onBlur={field.onBlur}
            options={options.map((o) => ({ value: o, label: o }))} value={field.value ? { value: field.value, label: field.value } : null} onChange={(o) => field.onChange(o ? o.value : '')}
            styles={{ container: (s) => ({ ...s, maxWidth: '34rem', color: palette.ink }) }} />)} />}
      {error && <Wrong id={`${name}-error`}>{error.message}</Wrong>}
    </Wrap>
  )
}
export const siretMask = (v) => {
  const d = v.replace(/\D/g, '').slice(0, 14)
  return [d.slice(0, 3), d.slice(3, 6), d.slice(6, 9), d.slice(9)].filter(Boolean).join(' ')
}

// ------------------------------------------------------------ modal, toasts, player
const Shade = styled.div`position: fixed; inset: 0; background: rgba(20, 25, 30, .6); display: flex; align-items: center; justify-content: center; padding: 1rem; z-index: 50`
const Box = styled.div`background: #fff; color: ${palette.ink}; border-radius: 6px; padding: 1rem 1.5rem 1.5rem; width: 100%; max-width: 34rem; max-height: 90vh; overflow: auto`
export function Modal({ title, onClose, children }) {
  const ref = useRef()
  useEffect(() => {
    const before = document.activeElement
    const first = ref.current.querySelector('input, button') || ref.current
    first.focus()
    return () => before && before.focus && before.focus()
  }, [])
  const onKeyDown = (e) => {
    if (e.key === 'Escape') onClose()
    if (e.key !== 'Tab') return
    const all = [...ref.current.querySelectorAll('a[href], button:not(:disabled), input')]
    const edge = e.shiftKey ? all[0] : all[all.length - 1]
    if (document.activeElement === edge) { e.preventDefault(); (e.shiftKey ? all[all.length - 1] : all[0]).focus() }
  }
  return createPortal(
    <Shade><Box role="dialog" aria-modal="true" aria-labelledby="modal-title" ref={ref} tabIndex={-1} onKeyDown={onKeyDown}><h2 id="modal-title">{title}</h2>{children}</Box></Shade>,
    document.getElementById('modals'))
}
const ToastArea = styled.div`position: fixed; right: 1rem; bottom: 1rem; z-index: 60; div { background: #1f4d2c; color: #fff; border-radius: 4px; padding: .75rem 1rem; margin-top: .5rem; max-width: 24rem }`
export const Toasts = ({ items }) => createPortal(<ToastArea role="status" aria-live="polite">{items.map((x) => <div key={x.id}>{x.text}</div>)}</ToastArea>, document.body)

const Track = styled.div`flex: 1; height: .5rem; background: #d8dde3; border-radius: 4px; div { height: 100%; background: ${palette.red}; border-radius: 4px }`
export function Player({ src }) {
  const { t, ui } = useApp()
  const audio = useRef()
  const [s, set] = useState({ playing: false, done: 0, error: false })
  const up = (x) => set((old) => ({ ...old, ...x }))
  useEffect(() => { const p = audio.current.play(); if (p) p.catch(() => {}) }, [src])
  const toggle = () => { const a = audio.current; a.paused ? a.play().catch(() => up({ error: true })) : a.pause() }
  if (ui['native-audio']) return <audio ref={audio} src={src} controls aria-label={t('player.title')} />
  return (
    <Row role="group" aria-label={t('player.title')}>
      <audio ref={audio} src={src} preload="auto" onPlay={() => up({ playing: true })} onPause={() => up({ playing: false })} onError={() => up({ error: true })}
        onTimeUpdate={(e) => up({ done: e.target.duration ? (100 * e.target.currentTime) / e.target.duration : 0 })} />
      <Button $plain onClick={toggle}>{s.playing ? `❚❚ ${t('player.pause')}` : `► ${t('player.play')}`}</Button>
      <Track role="progressbar" aria-label={t('player.title')} aria-valuenow={Math.round(s.done)} aria-valuemin={0} aria-valuemax={100}><div style={{ width: `${s.done}%` }} /></Track>
      {s.error && <Wrong role="alert">{t('player.error')}</Wrong>}
    </Row>
  )
}
export const Link = RouterLink
