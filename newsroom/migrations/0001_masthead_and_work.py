
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import newsroom.site.masthead
import newsroom.site.profiles
import secrets
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='DayKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True)),
                ('secret', models.CharField(default=secrets.token_hex, max_length=64)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name='Masthead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(default='Newsroom', max_length=120, verbose_name='full name')),
                ('short_name', models.CharField(default='News', help_text="Shown before the headline in the browser's title bar.", max_length=24, verbose_name='short name')),
                ('tagline', models.CharField(blank=True, max_length=200, verbose_name='tagline')),
                ('language', models.CharField(choices=newsroom.site.masthead.languages, default='en', max_length=12, verbose_name='language')),
                ('time_zone', models.CharField(default='UTC', max_length=64, validators=[newsroom.site.masthead.is_time_zone], verbose_name='time zone')),
                ('title_pattern', models.CharField(default='{short_name}: {headline}', help_text="The browser's title; may use {name}, {short_name} and {headline}.", max_length=120, validators=[newsroom.site.masthead.is_title_pattern], verbose_name='title pattern')),
                ('ads_txt', models.TextField(blank=True, help_text='Served at /ads.txt exactly as written here. Leave empty for no file.', verbose_name='ads.txt')),
                ('robots_txt', models.TextField(blank=True, help_text='Leave empty to allow everything but the desk and to name the sitemap.', verbose_name='robots.txt')),
                ('ai_crawlers', models.CharField(choices=[('welcome', 'allowed'), ('answer', 'allowed for answers, not for training'), ('keep_out', 'asked to stay away')], default='welcome', help_text='Written to robots.txt, unless you fill it in above.', max_length=8, verbose_name='AI crawlers')),
                ('hub', models.CharField(blank=True, help_text='Named in the feeds, so that feed readers hear of new articles at once.', max_length=200, validators=[django.core.validators.URLValidator(schemes=['https', 'http'])], verbose_name='WebSub hub')),
                ('security_contact', models.CharField(blank=True, help_text='An e-mail or web address for security.txt. Leave empty for no file.', max_length=200, validators=[newsroom.site.masthead.is_contact], verbose_name='security contact')),
                ('profiles', models.TextField(blank=True, help_text='Other pages of the paper on the web, one address a line.', validators=[newsroom.site.profiles.are_profiles], verbose_name='profiles')),
                ('comment_rules', models.TextField(blank=True, help_text='Shown next to the comment form, one rule a line.', verbose_name='house rules')),
                ('links_allowed', models.PositiveSmallIntegerField(default=2, help_text='A comment with more links waits for a moderator.', verbose_name='links allowed in a comment')),
                ('words_to_hold', models.TextField(blank=True, help_text='One word or phrase a line. Comments that contain one wait for a moderator.', verbose_name='words to hold')),
                ('words_to_refuse', models.TextField(blank=True, help_text='One word or phrase a line. Comments that contain one are rejected.', verbose_name='words to reject')),
                ('comments_per_hour', models.PositiveSmallIntegerField(default=20, help_text='Over the limit, readers are asked to try again later. 0 = no limit.', verbose_name='comments an hour from one network')),
                ('flood_after', models.PositiveSmallIntegerField(default=300, help_text='From all readers together. Over the limit, even trusted commenters wait. 0 = never.', verbose_name='comments an hour until all wait')),
                ('moderation', models.CharField(choices=[('closed', 'closed (existing comments stay)'), ('hold', 'a moderator reads every comment first'), ('newcomer', 'newcomers wait for a moderator'), ('later', 'published at once, reviewed afterwards')], default='hold', help_text='Topics and articles can override this. With several topics, the strictest applies.', max_length=8, verbose_name='moderation')),
                ('trusted_after', models.PositiveSmallIntegerField(default=1, help_text='Number of approved comments with a confirmed e-mail address.', validators=[django.core.validators.MinValueValidator(1)], verbose_name='trust a commenter after')),
                ('comments_close_after', models.PositiveSmallIntegerField(default=0, help_text="Counted from the article's publication. 0 = never.", validators=[django.core.validators.MaxValueValidator(9999)], verbose_name='days until comments close')),
                ('comment_order', models.CharField(choices=[('oldest', 'Oldest first'), ('newest', 'Newest first')], default='oldest', help_text='Readers can choose a different order.', max_length=8, verbose_name='order of comments')),
                ('thread_depth', models.PositiveSmallIntegerField(default=5, help_text='1 to 10. Deeper replies appear on the last level and name who they reply to.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10)], verbose_name='levels of replies')),
            ],
            options={
                'verbose_name': 'the paper',
                'verbose_name_plural': 'the paper',
            },
        ),
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lane', models.CharField(max_length=8, unique=True)),
                ('until', models.DateTimeField()),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('times', models.PositiveSmallIntegerField(default=0)),
                ('error', models.CharField(max_length=200)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('next_try_at', models.DateTimeField(default=django.utils.timezone.now, null=True, verbose_name='next try')),
                ('lease', models.PositiveIntegerField(default=0, editable=False)),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='tries')),
                ('error', models.CharField(blank=True, max_length=200, verbose_name='error')),
                ('given_up_at', models.DateTimeField(null=True, verbose_name='given up')),
                ('fact', models.CharField(max_length=60, verbose_name='cause')),
                ('arguments', models.JSONField(default=list, verbose_name='arguments')),
                ('priority', models.SmallIntegerField(default=0, editable=False)),
            ],
            options={
                'verbose_name': 'task',
                'verbose_name_plural': 'tasks',
                'default_permissions': ('view',),
                'indexes': [models.Index(condition=models.Q(('given_up_at', None)), fields=['-priority', 'next_try_at'], name='jobs_due')],
            },
        ),
        migrations.CreateModel(
            name='GrantedRight',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('job', models.CharField(max_length=40)),
                ('right', models.CharField(max_length=100)),
                ('group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='auth.group')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('job', 'right'), name='granted_once')],
            },
        ),
        migrations.CreateModel(
            name='HourlyCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('network', models.CharField(max_length=64)),
                ('hour', models.DateTimeField()),
                ('number', models.PositiveIntegerField()),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='newsroom.daykey')),
            ],
            options={
                'db_table': 'comments_allowance',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('hour', 'network'), name='one_allowance_an_hour')],
            },
        ),
    ]
