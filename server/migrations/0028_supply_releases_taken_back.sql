-- A request for reserve is withdrawn by who asked, before it is decided; an approval is taken back while all of it is still free.

alter table reserve_release
  drop constraint reserve_release_status_check,
  add constraint reserve_release_status_check check (status in ('asked', 'approved', 'refused', 'withdrawn', 'taken-back')),
  drop constraint reserve_release_granted,
  -- What was approved and taken back again stays in sight.
  add constraint reserve_release_granted check ((status in ('approved', 'taken-back')) = (granted is not null));
