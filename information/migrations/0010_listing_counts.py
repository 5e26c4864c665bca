
import accounts.clock
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('information', '0009_listing'),
        ('inspections', '0007_interruption'),
    ]

    operations = [
        migrations.CreateModel(
            name='ListSpread',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('counts', models.JSONField(default=list)),
                ('on', models.DateField()),
                ('at', models.DateTimeField(default=accounts.clock.now)),
                ('check_of', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='spread', to='information.listcheck')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='NameHash',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('full', 'Full name'), ('part', 'Part of a name')], max_length=4)),
                ('digest', models.CharField(max_length=64)),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inspections.inspection')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('inspection', 'digest'), name='name_hash_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['full', 'part'])), name='name_hash_kind_known')],
            },
        ),
    ]
