/** The logs of who signs up, in and out, and of what is checked before they do. */
import { z } from 'zod'
import { eventOf } from './event.ts'
import { device, member, outcome } from './who.ts'

const act = z.object({ member, device, outcome })

/** Whether an id is free, or a token good. */
export const validate = eventOf('Validate', 1, act.extend({ what: z.enum(['id', 'token']) }))
export const loginLog = eventOf('Login_log', 1, act)
export const logoutLog = eventOf('Logout_log', 1, act)
export const kakaoLoginLog = eventOf('KakaoLogin_log', 1, act)
export const kakaoLogoutLog = eventOf('KakaoLogout_log', 1, act)
export const signupLog = eventOf('Signup_log', 1, act.extend({ by: z.enum(['password', 'kakao']) }))
