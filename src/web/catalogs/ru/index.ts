import app from './app.json' with { type: 'json' }
import glossary from './glossary.json' with { type: 'json' }
import home from './home.json' with { type: 'json' }
import words from './words.json' with { type: 'json' }
import entry from './entry.json' with { type: 'json' }
import funnel from './funnel.json' with { type: 'json' }
import gtm from './gtm.json' with { type: 'json' }
import sources from './sources.json' with { type: 'json' }
import people from './people.json' with { type: 'json' }
import filter from './filter.json' with { type: 'json' }
import segments from './segments.json' with { type: 'json' }
import person from './person.json' with { type: 'json' }
import company from './company.json' with { type: 'json' }
import deal from './deal.json' with { type: 'json' }
import deals from './deals.json' with { type: 'json' }
import pipeline from './pipeline.json' with { type: 'json' }
import proposals from './proposals.json' with { type: 'json' }
import meetings from './meetings.json' with { type: 'json' }
import tasks from './tasks.json' with { type: 'json' }
import review from './review.json' with { type: 'json' }
import account from './account.json' with { type: 'json' }
import team from './team.json' with { type: 'json' }
import audit from './audit.json' with { type: 'json' }
import mail from './mail.json' with { type: 'json' }
import notifications from './notifications.json' with { type: 'json' }
import settings from './settings.json' with { type: 'json' }
import pipelineSettings from './pipeline-settings.json' with { type: 'json' }
import imports from './imports.json' with { type: 'json' }
import guide from './setup-guide.json' with { type: 'json' }
import blueprint from './blueprint.json' with { type: 'json' }
import events from './events.json' with { type: 'json' }

export default {
  ...app,
  ...glossary,
  ...home,
  ...words,
  ...entry,
  ...funnel,
  ...gtm,
  ...sources,
  ...people,
  ...filter,
  ...segments,
  ...person,
  ...company,
  ...deal,
  ...deals,
  ...pipeline,
  ...proposals,
  ...meetings,
  ...tasks,
  ...review,
  ...account,
  ...team,
  ...audit,
  ...mail,
  ...notifications,
  ...settings,
  ...pipelineSettings,
  ...imports,
  ...guide,
  ...blueprint,
  ...events,
}
