import { roles, type Role } from '@baogong/contract/roles';
import { Button, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AreaSelect, OrganisationSelect } from '../../directory/choose.tsx';
import { Icon } from '../../shared/plain/icon.tsx';
import { useSay } from '../../shared/use-say.ts';
import { blankPost, type DraftPost } from './post-draft.ts';

const mostPosts = 10;
const supplying: readonly Role[] = ['supplier', 'carrier'];

type PostsProps = {
  posts: DraftPost[];
  faultAt: (field: string) => string | null;
  onChange: (posts: DraftPost[]) => void;
};

/** The posts of a person: each role explains itself and asks for its organisation or area. */
export function PostFields({ posts, faultAt, onChange }: PostsProps) {
  const { t } = useTranslation('admin-people');
  return (
    <fieldset className="plain-fieldset">
      <legend className="posts-legend">{t('posts.title')}</legend>
      <p className="hint">{t('posts.lead')}</p>
      {posts.map((post, index) => (
        <PostRow
          key={post.key}
          post={post}
          row={index + 1}
          error={faultAt(`posts[${index}]`)}
          onChange={(changed) => onChange(posts.map((other) => (other.key === post.key ? changed : other)))}
          onRemove={posts.length > 1 ? () => onChange(posts.filter(({ key }) => key !== post.key)) : null}
        />
      ))}
      <Button
        className="posts-add"
        icon={<Icon name="plus" size={16} />}
        disabled={posts.length >= mostPosts}
        onClick={() => onChange([...posts, blankPost()])}
      >
        {t('posts.add')}
      </Button>
    </fieldset>
  );
}

type RowProps = {
  post: DraftPost;
  row: number;
  error: string | null;
  onChange: (post: DraftPost) => void;
  onRemove: (() => void) | null;
};

function PostRow({ post, row, error, onChange, onRemove }: RowProps) {
  const { t } = useTranslation('admin-people');
  return (
    <div className="post-row">
      <div className="post-controls">
        <RoleSelect
          aria-label={t('posts.role', { row })}
          role={post.role}
          onChange={(role) => onChange({ ...post, role })}
        />
        <BindingSelect post={post} row={row} onChange={onChange} />
        {onRemove ? (
          <Button
            type="text"
            aria-label={t('posts.remove', { row })}
            icon={<Icon name="close" size={16} />}
            onClick={onRemove}
          />
        ) : null}
      </div>
      {post.role ? <p className="hint">{t(`role.${post.role}`)}</p> : null}
      {error ? (
        <p className="error" role="alert">
          {error}
        </p>
      ) : null}
    </div>
  );
}

type RoleSelectProps = { id?: string; 'aria-label'?: string; role: Role | null; onChange: (role: Role) => void };

/** Chooses a role; the list says what each of them does. */
export function RoleSelect({ role, onChange, ...rest }: RoleSelectProps) {
  const { t } = useTranslation('admin-people');
  const { text } = useSay();
  const options = (Object.keys(roles) as Role[]).map((value) => ({ value, label: text(roles[value]) }));
  return (
    <Select
      {...rest}
      className="grow"
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={360}
      listHeight={420}
      placeholder={t('posts.choose')}
      value={role}
      onChange={onChange}
      options={options}
      optionRender={roleOption}
    />
  );
}

const roleOption = ({ value, label }: { value?: string | number; label?: ReactNode }) => (
  <RoleOption role={value as Role} label={label} />
);

function RoleOption({ role, label }: { role: Role; label: ReactNode }) {
  const { t } = useTranslation('admin-people');
  return (
    <span className="role-option">
      {label}
      <span className="hint">{t(`role.${role}`)}</span>
    </span>
  );
}

type BindingProps = { post: DraftPost; row: number; onChange: (post: DraftPost) => void };

/** The organisation or the area of the post, as its role asks. */
function BindingSelect({ post, row, onChange }: BindingProps) {
  const { t } = useTranslation('admin-people');
  if (!post.role) return null;
  return (
    <div className="grow">
      {roles[post.role].bound === 'area' ? (
        <AreaSelect
          aria-label={t('posts.area', { row })}
          value={post.area}
          onChange={(area) => onChange({ ...post, area })}
        />
      ) : (
        <OrganisationSelect
          aria-label={t('posts.organisation', { row })}
          asks={!supplying.includes(post.role)}
          value={post.organisation}
          onChange={(organisation) => onChange({ ...post, organisation })}
        />
      )}
    </div>
  );
}
