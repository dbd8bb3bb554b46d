
import articles.dates
import articles.models.picture
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import newsroom.site.profiles
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('story', 'story'), ('page', 'page (outside the front page and the feeds)')], default='story', max_length=8, verbose_name='kind')),
                ('kicker', models.CharField(blank=True, help_text='A word or two above the headline: Analysis, Interview, Live.', max_length=60, verbose_name='kicker')),
                ('headline', models.CharField(max_length=200, verbose_name='headline')),
                ('slug', models.SlugField(allow_unicode=True, blank=True, help_text='The last part of the address. Leave empty to use the headline.', max_length=200, verbose_name='slug')),
                ('filed', models.DateField(editable=False, null=True)),
                ('lead', models.TextField(blank=True, verbose_name='lead')),
                ('dateline', models.CharField(blank=True, help_text='The place it was reported from.', max_length=60, verbose_name='dateline')),
                ('body', models.TextField(blank=True, verbose_name='body')),
                ('teaser', models.CharField(blank=True, editable=False, max_length=200)),
                ('published_at', models.DateTimeField(blank=True, help_text='Leave empty for a draft. With a future date, readers see it from then on.', null=True, validators=[articles.dates.check], verbose_name='published')),
                ('unpublished_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='unpublished')),
                ('updated_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='updated')),
                ('saved_at', models.DateTimeField(auto_now=True, verbose_name='last saved')),
                ('comment_policy', models.CharField(choices=[('open', 'open, until the house rules close them'), ('always', 'always open'), ('closed', 'closed (existing comments stay)')], default='open', max_length=8, verbose_name='comments')),
                ('moderation', models.CharField(blank=True, choices=[('hold', 'a moderator reads every comment first'), ('newcomer', 'newcomers wait for a moderator'), ('later', 'published at once, reviewed afterwards')], help_text="Leave empty to use the topic's or the paper's setting.", max_length=8, verbose_name='moderation')),
                ('comments_close_at', models.DateTimeField(editable=False, null=True)),
                ('comment_count', models.PositiveIntegerField(default=0, editable=False)),
                ('source', models.CharField(editable=False, max_length=300, null=True, unique=True)),
            ],
            options={
                'verbose_name': 'article',
                'verbose_name_plural': 'articles',
            },
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.ImageField(height_field='height', upload_to=articles.models.picture.random_name, verbose_name='file', width_field='width')),
                ('width', models.PositiveIntegerField(editable=False)),
                ('height', models.PositiveIntegerField(editable=False)),
                ('alt', models.CharField(help_text="Describe the picture for people who can't see it.", max_length=300, verbose_name='alternative text')),
                ('credit', models.CharField(blank=True, max_length=200, verbose_name='credit')),
                ('caption', models.CharField(blank=True, max_length=300, verbose_name='caption')),
                ('focal_x', models.PositiveSmallIntegerField(default=50, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='focus, from the left')),
                ('focal_y', models.PositiveSmallIntegerField(default=50, help_text='In percent. This point stays visible where the picture is cropped.', validators=[django.core.validators.MaxValueValidator(100)], verbose_name='focus, from the top')),
                ('ready_widths', models.JSONField(default=list, editable=False)),
                ('card', models.CharField(blank=True, editable=False, max_length=100)),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'pictures',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('stem', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('number', models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('slug', models.SlugField(allow_unicode=True, blank=True, help_text='The last part of the address. Leave empty to use the name.', max_length=120, unique=True, verbose_name='slug')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('moderation', models.CharField(blank=True, choices=[('closed', 'closed (existing comments stay)'), ('hold', 'a moderator reads every comment first'), ('newcomer', 'newcomers wait for a moderator'), ('later', 'published at once, reviewed afterwards')], help_text="For comments on its articles. Leave empty to use the paper's setting.", max_length=8, verbose_name='moderation')),
            ],
            options={
                'verbose_name': 'topic',
                'verbose_name_plural': 'topics',
                'ordering': ['name', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SearchText',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='search_text', serialize=False, to='articles.article')),
                ('headline', models.TextField()),
                ('lead', models.TextField()),
                ('body', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='Author',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('slug', models.SlugField(allow_unicode=True, blank=True, help_text='The last part of the address. Leave empty to use the name.', max_length=120, unique=True, verbose_name='slug')),
                ('bio', models.TextField(blank=True, verbose_name='about the author')),
                ('profiles', models.TextField(blank=True, help_text='Other pages on the web, one address a line.', validators=[newsroom.site.profiles.are_profiles], verbose_name='profiles')),
                ('account', models.OneToOneField(blank=True, help_text="Comments from this account on the author's own articles are marked “Author”.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='byline', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='authors', to='articles.picture', verbose_name='picture')),
            ],
            options={
                'verbose_name': 'author',
                'verbose_name_plural': 'authors',
                'ordering': ['name', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Byline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bylines', to='articles.article')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bylines', to='articles.author', verbose_name='author')),
            ],
            options={
                'verbose_name': 'byline',
                'verbose_name_plural': 'bylines',
                'ordering': ['position', 'id'],
            },
        ),
        migrations.AddField(
            model_name='article',
            name='authors',
            field=models.ManyToManyField(related_name='articles', through='articles.Byline', to='articles.author'),
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(help_text='What the article said, and what is correct.', verbose_name='correction')),
                ('corrected_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='corrected')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='articles.article')),
            ],
            options={
                'verbose_name': 'correction',
                'verbose_name_plural': 'corrections',
                'ordering': ['corrected_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Keyword',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(max_length=40)),
                ('weight', models.FloatField()),
                ('article', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='keywords', to='articles.article')),
            ],
        ),
        migrations.AddField(
            model_name='article',
            name='picture',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='articles', to='articles.picture', verbose_name='picture'),
        ),
        migrations.CreateModel(
            name='Related',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.FloatField()),
                ('is_linked', models.BooleanField(default=False)),
                ('words', models.CharField(blank=True, max_length=200)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='relations', to='articles.article')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='related_from', to='articles.article')),
            ],
            options={
                'verbose_name': 'related article',
                'verbose_name_plural': 'related articles',
                'ordering': ['article_id', '-score', '-other__published_at', '-other_id'],
            },
        ),
        migrations.CreateModel(
            name='RelatedChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_pinned', models.BooleanField(default=True, help_text='Pin shows the article first. Unticked, it is hidden.', verbose_name='pin')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='related_choices', to='articles.article')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='chosen_in', to='articles.article', verbose_name='story')),
            ],
            options={
                'verbose_name': 'related post',
                'verbose_name_plural': 'related posts',
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='OldAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=500, unique=True, verbose_name='old address')),
                ('article', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='old_addresses', to='articles.article')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='old_addresses', to='articles.author')),
                ('topic', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='old_addresses', to='articles.topic')),
            ],
            options={
                'verbose_name': 'old address',
                'verbose_name_plural': 'old addresses',
                'ordering': ['path'],
            },
        ),
        migrations.AddField(
            model_name='article',
            name='topics',
            field=models.ManyToManyField(blank=True, related_name='articles', to='articles.topic', verbose_name='topics'),
        ),
        migrations.AddConstraint(
            model_name='byline',
            constraint=models.UniqueConstraint(fields=('article', 'author'), name='one_byline_per_author'),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(fields=['corrected_at', 'id'], name='newest_corrections'),
        ),
        migrations.AddIndex(
            model_name='keyword',
            index=models.Index(fields=['word', 'article'], name='articles_of_a_keyword'),
        ),
        migrations.AddConstraint(
            model_name='keyword',
            constraint=models.UniqueConstraint(fields=('article', 'word'), name='one_keyword_per_word'),
        ),
        migrations.AddConstraint(
            model_name='related',
            constraint=models.UniqueConstraint(fields=('article', 'other'), name='related_once'),
        ),
        migrations.AddConstraint(
            model_name='related',
            constraint=models.CheckConstraint(condition=models.Q(('article', models.F('other')), _negated=True), name='not_related_to_itself'),
        ),
        migrations.AddConstraint(
            model_name='relatedchoice',
            constraint=models.UniqueConstraint(fields=('article', 'other'), name='chosen_once', violation_error_message='This article is listed twice. Please remove one of them.'),
        ),
        migrations.AddConstraint(
            model_name='relatedchoice',
            constraint=models.CheckConstraint(condition=models.Q(('article', models.F('other')), _negated=True), name='not_chosen_for_itself'),
        ),
        migrations.AddConstraint(
            model_name='oldaddress',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('article', None), ('topic', None)), models.Q(('article', None), ('author', None)), models.Q(('author', None), ('topic', None)), _connector='OR'), name='old_address_leads_to_one_thing'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['published_at', 'id'], name='newest_articles'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['kind', 'published_at', 'id'], name='newest_stories'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['comments_close_at'], name='closing_discussions'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['unpublished_at'], name='unpublished_articles'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.UniqueConstraint(fields=('filed', 'slug'), name='one_article_per_address'),
        ),
    ]
