//! The single-page app: reading, knowledge checks and labs.
