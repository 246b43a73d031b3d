import type { Bilingual } from '@baogong/contract';
import type { Field } from './columns.ts';
import { cellWords } from './cell-words.ts';

/** What is wrong with a cell, with its cure in the reader's language. */
export type Fault = { field: Field; text: (locale: 'zh' | 'en') => string };
export type CellFault = { fault: Fault };

type Words = (typeof cellWords)['zh'];
type Part = string | number | Bilingual;

/** A fault in the words of the table; a pair of words is given in the reader's language. */
export function fault<Key extends keyof Words>(field: Field, key: Key, ...parts: Part[]): CellFault {
  return {
    fault: {
      field,
      text: (locale) => {
        const told = parts.map((part) => (typeof part === 'object' ? part[locale] : String(part)));
        return cellWords[locale][key].replace(/\{(\d)\}/g, (_, index: string) => told[Number(index)] ?? '');
      },
    },
  };
}
