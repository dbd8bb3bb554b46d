
import comments.models.comment.flags
import comments.models.comment.moderator_actions
import comments.models.comment.thread_position
import comments.models.comment.writer_actions
import comments.models.network_block
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('articles', '0001_articles'),
        ('newsroom', '0001_masthead_and_work'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Commenter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                ('confirmed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='confirmed')),
                ('stopped_at', models.DateTimeField(blank=True, null=True, verbose_name='unsubscribed since')),
            ],
            options={
                'verbose_name': 'commenter',
                'verbose_name_plural': 'commenters',
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='FeatureCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('feature', models.CharField(max_length=120, unique=True)),
                ('spam', models.PositiveIntegerField(default=0)),
                ('good', models.PositiveIntegerField(default=0)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(default='', editable=False, max_length=80)),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('text', models.TextField(max_length=5000, verbose_name='comment')),
                ('body', models.TextField(editable=False)),
                ('language', models.CharField(blank=True, db_default='', editable=False, max_length=2)),
                ('thread_size', models.PositiveIntegerField(default=0, editable=False)),
                ('featured_at', models.DateTimeField(editable=False, null=True, verbose_name="editors' pick since")),
                ('status', models.CharField(choices=[('pending', 'waiting'), ('approved', 'approved'), ('rejected', 'rejected'), ('spam', 'spam'), ('removed', 'removed')], default='pending', max_length=8, verbose_name='state')),
                ('reason_code', models.CharField(blank=True, choices=[('trap', 'A hidden field was filled in.'), ('too_fast', 'Sent faster than anybody can type.'), ('twice', 'The same text has already been posted on this article.'), ('links', 'Contains too many links to be published without review.'), ('badword', "Contains a word that we don't publish."), ('word', "Contains a word that needs a moderator's review."), ('office', 'The name looks like one of our staff.'), ('name', 'Another reader uses this name here, with a confirmed e-mail address.'), ('filter', 'Looks like spam.'), ('flood', 'Many comments arrived within an hour, so a moderator reads each of them.'), ('network', 'Comments from this network are blocked at the moment.'), ('banned', 'The commenter is banned at the moment.'), ('watched', "A moderator reads this commenter's comments first."), ('vouched', 'The commenter is trusted by moderators.'), ('repeated', 'The same text was sent to another article.'), ('often', "Half of the commenter's recent comments were rejected."), ('own_failed', 'An additional check did not answer in time.'), ('akismet', 'Akismet says it is spam.'), ('staff', 'Written by our staff.'), ('trusted', 'The commenter has been published here before, with a confirmed e-mail address.'), ('later', 'Published at once; a moderator reviews it later.'), ('offtopic', 'Off topic.'), ('abuse', 'Insults or threatens somebody.'), ('private', 'Shares private information.'), ('advert', 'Advertising.'), ('illegal', 'Illegal content.'), ('edit_taken', 'Edit accepted.'), ('edit_no', 'Edit rejected; the previous version stays.'), ('stands', 'Report reviewed; the comment stays as it is.'), ('picked', "Made an editors' pick."), ('unpicked', "No longer an editors' pick."), ('undone', 'Decision undone.'), ('deleted', 'Deleted by its writer.'), ('house_rule', 'House rule'), ('own_rule', 'A rule of this paper'), ('unread', 'Not reviewed yet.')], max_length=10, verbose_name='reason')),
                ('reason_text', models.CharField(blank=True, max_length=200, verbose_name='in words')),
                ('reasons', models.JSONField(default=list, editable=False)),
                ('spam_signs', models.JSONField(default=list, editable=False)),
                ('spam_parts', models.JSONField(default=list, editable=False)),
                ('spam_score', models.FloatField(editable=False, null=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='written')),
                ('deleted_at', models.DateTimeField(editable=False, null=True)),
                ('edited_at', models.DateTimeField(editable=False, null=True)),
                ('form_key', models.CharField(editable=False, max_length=32, null=True, unique=True)),
                ('receipt', models.CharField(editable=False, max_length=64, null=True, unique=True)),
                ('source', models.CharField(editable=False, max_length=300, null=True, unique=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='articles.article', verbose_name='article')),
                ('author', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='comments', to=settings.AUTH_USER_MODEL)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='comments.comment')),
                ('commenter', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='comments', to='comments.commenter', verbose_name='commenter')),
            ],
            options={
                'verbose_name': 'comment',
                'verbose_name_plural': 'comments',
                'permissions': [('moderate_comment', 'Can moderate comments')],
                'default_permissions': ('view',),
            },
            bases=(comments.models.comment.thread_position.ThreadPosition, comments.models.comment.writer_actions.WriterActions, comments.models.comment.moderator_actions.ModeratorActions, comments.models.comment.flags.Flags, models.Model),
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='at')),
                ('from_status', models.CharField(choices=[('pending', 'waiting'), ('approved', 'approved'), ('rejected', 'rejected'), ('spam', 'spam'), ('removed', 'removed')], max_length=8, verbose_name='from')),
                ('to_status', models.CharField(choices=[('pending', 'waiting'), ('approved', 'approved'), ('rejected', 'rejected'), ('spam', 'spam'), ('removed', 'removed')], max_length=8, verbose_name='to')),
                ('reason_code', models.CharField(blank=True, choices=[('trap', 'A hidden field was filled in.'), ('too_fast', 'Sent faster than anybody can type.'), ('twice', 'The same text has already been posted on this article.'), ('links', 'Contains too many links to be published without review.'), ('badword', "Contains a word that we don't publish."), ('word', "Contains a word that needs a moderator's review."), ('office', 'The name looks like one of our staff.'), ('name', 'Another reader uses this name here, with a confirmed e-mail address.'), ('filter', 'Looks like spam.'), ('flood', 'Many comments arrived within an hour, so a moderator reads each of them.'), ('network', 'Comments from this network are blocked at the moment.'), ('banned', 'The commenter is banned at the moment.'), ('watched', "A moderator reads this commenter's comments first."), ('vouched', 'The commenter is trusted by moderators.'), ('repeated', 'The same text was sent to another article.'), ('often', "Half of the commenter's recent comments were rejected."), ('own_failed', 'An additional check did not answer in time.'), ('akismet', 'Akismet says it is spam.'), ('staff', 'Written by our staff.'), ('trusted', 'The commenter has been published here before, with a confirmed e-mail address.'), ('later', 'Published at once; a moderator reviews it later.'), ('offtopic', 'Off topic.'), ('abuse', 'Insults or threatens somebody.'), ('private', 'Shares private information.'), ('advert', 'Advertising.'), ('illegal', 'Illegal content.'), ('edit_taken', 'Edit accepted.'), ('edit_no', 'Edit rejected; the previous version stays.'), ('stands', 'Report reviewed; the comment stays as it is.'), ('picked', "Made an editors' pick."), ('unpicked', "No longer an editors' pick."), ('undone', 'Decision undone.'), ('deleted', 'Deleted by its writer.'), ('house_rule', 'House rule'), ('own_rule', 'A rule of this paper'), ('unread', 'Not reviewed yet.')], max_length=10, verbose_name='reason')),
                ('reason_text', models.CharField(blank=True, max_length=200, verbose_name='in words')),
                ('reason_code_before', models.CharField(editable=False, max_length=10, null=True)),
                ('reason_text_before', models.CharField(blank=True, editable=False, max_length=200)),
                ('way', models.CharField(choices=[('rule', 'house rule'), ('desk', 'desk'), ('mail', 'e-mail'), ('writer', 'commenter')], max_length=8, verbose_name='way')),
                ('text_hash', models.CharField(blank=True, db_default='', editable=False, max_length=16)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='decisions', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='decisions', to='comments.comment')),
            ],
            options={
                'verbose_name': 'decision',
                'verbose_name_plural': 'decisions',
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Following',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rhythm', models.CharField(choices=[('at_once', 'Every comment'), ('daily', 'Daily digest')], max_length=8)),
                ('told_until', models.DateTimeField(default=django.utils.timezone.now)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followers', to='articles.article')),
                ('commenter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='following', to='comments.commenter')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ModeratorScope',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moderator', models.OneToOneField(help_text='Members of the Moderators group. Superusers decide on everything.', limit_choices_to={'is_staff': True}, on_delete=django.db.models.deletion.CASCADE, related_name='moderator_scope', to=settings.AUTH_USER_MODEL, verbose_name='moderator')),
                ('topics', models.ManyToManyField(help_text='Comments on articles with one of these topics.', related_name='+', to='articles.topic', verbose_name='topics')),
            ],
            options={
                'verbose_name': "moderator's topics",
                'verbose_name_plural': "moderators' topics",
            },
        ),
        migrations.CreateModel(
            name='ModeratorSubscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rhythm', models.CharField(choices=[('late', 'when a comment waits longer than usual'), ('daily', 'every morning, if comments are waiting'), ('hourly', 'every hour, if new comments are waiting'), ('at_once', 'Every comment')], max_length=8)),
                ('told_at', models.DateTimeField(null=True)),
                ('moderator', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='moderator_subscription', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='NetworkBlock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('network', models.CharField(help_text="As in the server's log: 192.0.2.7, 192.0.2.0/24, 2001:db8::/48.", max_length=43, validators=[comments.models.network_block.is_network], verbose_name='network')),
                ('until', models.DateTimeField(verbose_name='until')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='note')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='at')),
                ('by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'blocked network',
                'verbose_name_plural': 'blocked networks',
                'default_permissions': ('add', 'change', 'view'),
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('text', models.TextField(max_length=1000)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='comments.comment')),
            ],
            options={
                'ordering': ['at', 'id'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('abuse', 'Insults or threats'), ('private', 'Shares private information'), ('spam', 'Advertising'), ('offtopic', 'Off topic'), ('illegal', 'Illegal content'), ('other', 'Something else'), ('appeal', 'Appeal by the commenter')], max_length=8, verbose_name='reason')),
                ('words', models.TextField(blank=True, max_length=2000, verbose_name='in your own words')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='written')),
                ('times', models.PositiveIntegerField(default=1)),
                ('closed_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('stands', 'The decision stands.'), ('changed', 'The decision was changed.')], max_length=8)),
                ('form_key', models.CharField(max_length=32, null=True, unique=True)),
                ('receipt', models.CharField(max_length=64, null=True, unique=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='comments.comment')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='settled_notices', to='comments.decision')),
            ],
            options={
                'verbose_name': 'report',
                'verbose_name_plural': 'reports',
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='Notification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('next_try_at', models.DateTimeField(default=django.utils.timezone.now, null=True, verbose_name='next try')),
                ('lease', models.PositiveIntegerField(default=0, editable=False)),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='tries')),
                ('error', models.CharField(blank=True, max_length=200, verbose_name='error')),
                ('given_up_at', models.DateTimeField(null=True, verbose_name='given up')),
                ('key', models.CharField(max_length=120, unique=True)),
                ('to', models.EmailField(max_length=254, verbose_name='to')),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='written')),
                ('sent_at', models.DateTimeField(null=True, verbose_name='sent')),
                ('kind', models.CharField(choices=[('confirm', 'confirmation of an address'), ('approved', 'published'), ('rejected', 'rejected'), ('reply', 'reply'), ('followed', 'new comment'), ('digest', 'daily digest'), ('report', 'decision on a report'), ('access', 'link to stored data'), ('waiting', 'comments waiting for a moderator')], max_length=8, verbose_name='kind')),
                ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to='comments.comment')),
                ('commenter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to='comments.commenter')),
                ('following', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to='comments.following')),
                ('moderator', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to=settings.AUTH_USER_MODEL)),
                ('notice', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to='comments.notice')),
            ],
            options={
                'verbose_name': 'e-mail',
                'verbose_name_plural': 'E-mail log',
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='DailyEmail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mailbox', models.CharField(max_length=64, unique=True)),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='newsroom.daykey')),
                ('notification', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='comments.notification')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='PersonalRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('ban', 'banned: comments are rejected'), ('hold', 'watched: comments always wait'), ('trust', 'trusted: comments are published at once')], max_length=8, verbose_name='rule')),
                ('until', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='note')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
                ('lifted_at', models.DateTimeField(blank=True, null=True, verbose_name='lifted')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('commenter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='personal_rules', to='comments.commenter', verbose_name='commenter')),
                ('lifted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'ban or watch',
                'verbose_name_plural': 'bans and watches',
                'ordering': ['-at', '-id'],
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('body', models.TextField(editable=False)),
                ('status', models.CharField(choices=[('pending', 'waiting'), ('approved', 'approved'), ('rejected', 'rejected'), ('spam', 'spam'), ('removed', 'removed')], default='pending', max_length=8)),
                ('reason_code', models.CharField(blank=True, choices=[('trap', 'A hidden field was filled in.'), ('too_fast', 'Sent faster than anybody can type.'), ('twice', 'The same text has already been posted on this article.'), ('links', 'Contains too many links to be published without review.'), ('badword', "Contains a word that we don't publish."), ('word', "Contains a word that needs a moderator's review."), ('office', 'The name looks like one of our staff.'), ('name', 'Another reader uses this name here, with a confirmed e-mail address.'), ('filter', 'Looks like spam.'), ('flood', 'Many comments arrived within an hour, so a moderator reads each of them.'), ('network', 'Comments from this network are blocked at the moment.'), ('banned', 'The commenter is banned at the moment.'), ('watched', "A moderator reads this commenter's comments first."), ('vouched', 'The commenter is trusted by moderators.'), ('repeated', 'The same text was sent to another article.'), ('often', "Half of the commenter's recent comments were rejected."), ('own_failed', 'An additional check did not answer in time.'), ('akismet', 'Akismet says it is spam.'), ('staff', 'Written by our staff.'), ('trusted', 'The commenter has been published here before, with a confirmed e-mail address.'), ('later', 'Published at once; a moderator reviews it later.'), ('offtopic', 'Off topic.'), ('abuse', 'Insults or threatens somebody.'), ('private', 'Shares private information.'), ('advert', 'Advertising.'), ('illegal', 'Illegal content.'), ('edit_taken', 'Edit accepted.'), ('edit_no', 'Edit rejected; the previous version stays.'), ('stands', 'Report reviewed; the comment stays as it is.'), ('picked', "Made an editors' pick."), ('unpicked', "No longer an editors' pick."), ('undone', 'Decision undone.'), ('deleted', 'Deleted by its writer.'), ('house_rule', 'House rule'), ('own_rule', 'A rule of this paper'), ('unread', 'Not reviewed yet.')], max_length=10)),
                ('reason_text', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='comments.comment')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='settled_edits', to='comments.decision')),
            ],
            options={
                'verbose_name': 'edit',
                'verbose_name_plural': 'edits',
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='TrainingExample',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_spam', models.BooleanField()),
                ('features', models.JSONField()),
                ('comment', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='training_example', to='comments.comment')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('comment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, serialize=False, to='comments.comment')),
                ('until', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['article', 'status', 'path'], name='threads_of_an_article'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['status', 'created_at', 'id'], name='queues'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['created_at', 'id'], name='by_age'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['article', 'status', 'created_at', 'id'], name='newest_first'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['status', 'reason_code', 'created_at', 'id'], name='by_reason'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('featured_at__isnull', False)), fields=['article', 'featured_at', 'id'], name='editors_picks'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('thread_size__gt', 0)), fields=['article', 'path'], name='threads_by_age'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('thread_size__gt', 0)), fields=['article', 'thread_size', 'path'], name='threads_by_size'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['pending', 'approved', 'rejected', 'spam', 'removed'])), name='comment_has_a_state'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['-at', '-id'], name='latest_decisions'),
        ),
        migrations.AddConstraint(
            model_name='following',
            constraint=models.UniqueConstraint(fields=('article', 'commenter'), name='followed_once'),
        ),
        migrations.AddIndex(
            model_name='networkblock',
            index=models.Index(fields=['until'], name='blocks_in_force'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['comment', 'kind'], name='open_notices'),
        ),
        migrations.AddIndex(
            model_name='notification',
            index=models.Index(fields=['to'], name='notifications_by_address'),
        ),
        migrations.AddIndex(
            model_name='notification',
            index=models.Index(condition=models.Q(('given_up_at__isnull', False)), fields=['given_up_at'], name='notifications_given_up'),
        ),
        migrations.AddIndex(
            model_name='notification',
            index=models.Index(condition=models.Q(('given_up_at', None), ('next_try_at__isnull', False)), fields=['next_try_at'], name='notifications_due'),
        ),
        migrations.AddConstraint(
            model_name='personalrule',
            constraint=models.UniqueConstraint(condition=models.Q(('lifted_at', None)), fields=('commenter',), name='one_rule_for_a_person'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'pending')), fields=('comment',), name='one_open_edit'),
        ),
        migrations.AddIndex(
            model_name='trainingexample',
            index=models.Index(fields=['is_spam', '-id'], name='latest_examples'),
        ),
    ]
