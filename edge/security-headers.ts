import { secureHeaders } from 'hono/secure-headers'

/**
 * The same headers on every answer. The policy allows our own files and nothing else: no inline
 * script, no inline style, no other host, no frame around us.
 */
export const securityHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  // Stricter than same-origin would make browsers send `Origin: null` with our own forms.
  referrerPolicy: 'same-origin',
  // Without includeSubDomains: the room may live on one name of a seller's larger domain.
  strictTransportSecurity: 'max-age=31536000',
  xFrameOptions: 'DENY',
  permissionsPolicy: { camera: false, microphone: false, geolocation: false },
  // Headers for browsers nobody has any more.
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xDnsPrefetchControl: false,
  xXssProtection: false,
})
