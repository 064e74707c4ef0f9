"""Work that cannot be interrupted, done by processes that can be ended: `pool` has them, `child` is what runs in one."""
