"""The pages of this room: for Ofsted, for Cafcass, and for everybody."""
