import { useRef } from 'react';
import { newCommandId } from './command-id.ts';

/** The command id for a body: sending the same body again (after a lost answer) repeats the same command. */
export function useCommandId(): (body: unknown) => string {
  const last = useRef({ body: '', id: '' });
  return (body) => {
    const text = JSON.stringify(body);
    if (text !== last.current.body) last.current = { body: text, id: newCommandId() };
    return last.current.id;
  };
}
