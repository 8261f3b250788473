//! Properties of the access log.
