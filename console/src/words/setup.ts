import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';
import { bracketed } from './pseudo.ts';
import { zh } from './zh.ts';

/** `en-XA` is English in brackets, for tests. */
export type Language = 'en-US' | 'zh-CN' | 'en-XA';

/** A catalogue with the same keys as the English one, and no others. */
export type Words<T> = { readonly [K in keyof T]: T[K] extends string ? string : Words<T[K]> };

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words';
    resources: { words: typeof en };
    returnNull: false;
  }
}

export const words = createInstance();

export function setUpWords(language: Language): void {
  void words.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en-US',
    defaultNS: 'words',
    ns: ['words'],
    resources: {
      'en-US': { words: en },
      'zh-CN': { words: zh },
      ...(language === 'en-XA' ? { 'en-XA': { words: bracketed(en) } } : {}),
    },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  document.documentElement.lang = language;
}

export function setLanguage(language: Language): void {
  void words.changeLanguage(language);
  document.documentElement.lang = language;
}

export const browserLanguage = (): Language => (navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en-US');
