CREATE TABLE parcel (
    code  text PRIMARY KEY,
    zone  text NOT NULL,
    grams integer NOT NULL CHECK (grams > 0),
    place text NOT NULL
);

INSERT INTO parcel VALUES ('DEMO-1', 'A', 1200, 'sorting centre');
