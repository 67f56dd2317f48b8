"""The demo: real clusters, invented makers and products, drawn pictures, all of it marked as demo data."""

PASSWORD = "sentra-contoh"  # noqa: S105 - printed for whoever tries the demo; refused in production

# Who they are, user name, password.
SIGN_INS = (
    ("Officer of Kota Semarang", "petugas.semarang", PASSWORD),
    ("Colleague, also of Kota Semarang", "rekan.semarang", PASSWORD),
    ("Head of the agency of Kota Semarang", "kepala.semarang", PASSWORD),
    ("Committee of Klaster Tas Kota Semarang", "pengurus.tas", PASSWORD),
    ("Artisan in Jatingaleh, in no cluster yet", "perajin.jatingaleh", PASSWORD),
    ("Administrator", "admin", PASSWORD),
)
