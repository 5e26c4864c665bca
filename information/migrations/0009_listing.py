
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('information', '0007_sample'),
    ]

    operations = [
        migrations.AddField(
            model_name='annexfile',
            name='necessary',
            field=models.TextField(blank=True),
        ),
    ]
