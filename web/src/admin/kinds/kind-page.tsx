import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { api, problemOf } from '../../shared/api.ts';
import { Failure, Loading } from '../../shared/plain/plain.tsx';
import { queryKeys } from '../../shared/query-keys.ts';
import { KindEditor } from './kind-editor.tsx';
import '../../shared/desk/entry.css';
import './kinds.css';

/** The editor of one kind, of a new one, or of a new one that starts as a copy (`?from=code`). */
export function Screen() {
  const { code } = useParams({ strict: false }) as { code?: string };
  const { from }: { from?: string } = useSearch({ strict: false });
  const wanted = code ?? from;
  const kind = useQuery({
    queryKey: [...queryKeys.kinds, 'one', wanted],
    queryFn: () => api.kinds.getKind({ code: wanted! }),
    enabled: wanted !== undefined,
    // What is being edited is not pulled away by somebody else's change: saving then says that the version is stale.
    staleTime: Infinity,
    gcTime: 0,
  });
  if (wanted === undefined) return <NewKind />;
  if (kind.isError) return <Failure problem={problemOf(kind.error)} again={() => void kind.refetch()} />;
  if (!kind.data) return <Loading rows={8} />;
  return (
    <KindEditor key={`${wanted} ${kind.data.version} ${code ?? 'copy'}`} kind={kind.data} copy={code === undefined} />
  );
}

/** A new kind starts with the closing reasons of a shipped one: they fit nearly every kind. */
function NewKind() {
  const kinds = useQuery({ queryKey: queryKeys.kinds, queryFn: () => api.kinds.listKinds() });
  if (kinds.isError) return <Failure problem={problemOf(kinds.error)} again={() => void kinds.refetch()} />;
  if (!kinds.data) return <Loading rows={8} />;
  const model = kinds.data.find(({ shipped, retired }) => shipped && !retired);
  return <KindEditor kind={null} copy={false} usualReasons={model?.closing.reasons} />;
}
