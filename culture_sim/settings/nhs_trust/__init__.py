"""An NHS trust: patients and families in care, incidents and harm, complaints and claims."""
