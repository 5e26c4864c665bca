"""Which secret the key of a device is from: until now SECRET_KEY."""

import hashlib

from django.conf import settings
from django.db import migrations, models


def from_secret_key(apps, schema_editor):
    name = hashlib.sha256(f"evidence.field.keys:{settings.SECRET_KEY}".encode()).hexdigest()[:16]
    apps.get_model("evidence", "FieldDevice").objects.exclude(key_salt="").update(key_from=name)


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0020_saves_compared'),
    ]

    operations = [
        migrations.AddField(
            model_name='fielddevice',
            name='key_from',
            field=models.CharField(blank=True, db_default='', max_length=16),
        ),
        migrations.RunPython(from_secret_key, migrations.RunPython.noop),
    ]
