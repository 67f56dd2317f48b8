"""Words that mean the same are kept in a table, filled from the file."""

import django.core.validators
from django.db import migrations, models

from products.search import vocabulary


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_loaded_rows'),
        ('products', '0013_bitmaps_have_versions'),
    ]

    operations = [
        migrations.CreateModel(
            name='Synonym',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(help_text='As buyers type it: one word or two, in small letters.', max_length=40, validators=[django.core.validators.RegexValidator('^[a-z0-9]+( [a-z0-9]+)?$', 'One or two words of small letters and digits, without accents.')], verbose_name='word')),
                ('meaning', models.CharField(help_text='The word that stands for all that mean the same. Products follow within minutes.', max_length=40, validators=[django.core.validators.RegexValidator('^[a-z0-9]+$', 'One word of small letters and digits, without accents.')], verbose_name='meaning')),
                ('relation', models.CharField(choices=[('SAME', 'means it'), ('INSTEAD', 'means it, and nothing of what its words mean alone'), ('RELATED', 'is looked for as well, and weighs less')], default='SAME', max_length=7, verbose_name='relation')),
                ('kind', models.CharField(choices=[('thing', 'thing'), ('material', 'material'), ('way', 'way of making'), ('place', 'place'), ('motif', 'motif'), ('use', 'use or occasion'), ('whom', 'for whom'), ('look', 'look')], max_length=8, verbose_name='kind')),
                ('language', models.CharField(choices=[('id', 'Indonesian'), ('en', 'English')], default='id', max_length=2, verbose_name='language')),
                ('source', models.CharField(help_text='Who says so: a person, a book, an address.', max_length=120, verbose_name='source')),
            ],
            options={
                'verbose_name': 'synonym',
                'verbose_name_plural': 'synonyms',
                'constraints': [models.UniqueConstraint(fields=('word', 'meaning'), name='synonym_once', violation_error_message='This is known already.'), models.CheckConstraint(condition=models.Q(('word__regex', '^[a-z0-9]+( [a-z0-9]+)?$'), ('meaning__regex', '^[a-z0-9]+$')), name='synonym_is_readable')],
            },
        ),
        migrations.RunPython(lambda apps, editor: vocabulary.learn(), migrations.RunPython.noop),
    ]
