/** English words of list 1. Published: words of a published list stay as they are (core/title/list.ts). */
export const english = `
# who stands beside somebody, or stands there no longer
aide head ~general_management: chief of staff to
aide: executive assistant to, personal assistant to, administrative assistant to, special assistant to, assistant to, pa to, ea to, secretary to, aide to, adviser to, advisor to, deputy to, support to, reporting to, on behalf of
specialist administration: executive assistant, personal assistant, administrative assistant, office assistant, virtual assistant, secretary, receptionist, executive secretary
deputy: deputy, assistant, vice
former: former, formerly, ex, retired, unemployed, looking for, seeking, open to work, job seeker, previously, between jobs, on sabbatical

# the top
owner ~general_management: =partner, owner, business owner, co owner, founder, co founder, cofounder, proprietor, entrepreneur, sole trader, shareholder, managing partner, founding partner, senior partner, general partner, equity partner, self employed
board ~general_management: chairman, chairwoman, chairperson, chair of the board, board member, member of the board, non executive director, board of directors, vice chairman, vice chair, supervisory board, board director
c_level general_management: ceo, chief executive officer, chief executive, managing director, group ceo
c_level ~general_management: president
c_level: chief * officer, cxo
c_level marketing: cmo, chief marketing officer, chief brand officer, chief growth officer, cgo, chief communications officer
c_level finance: cfo, chief financial officer, chief finance officer, chief accounting officer, chief investment officer
c_level engineering: cto, chief technology officer, chief technical officer, chief engineering officer
c_level it: cio, chief information officer, ciso, chief information security officer, chief security officer, chief digital officer
c_level operations: coo, chief operating officer, chief operations officer
c_level sales: cro, chief revenue officer, chief sales officer, cco, chief commercial officer
c_level hr: chro, chief human resources officer, chief people officer, chief talent officer, chief hr officer
c_level customer_success: chief customer officer, chief experience officer
c_level product: cpo, chief product officer
c_level data: cdo, chief data officer, chief analytics officer, chief ai officer
c_level legal: clo, chief legal officer, chief compliance officer
c_level strategy: cso, chief strategy officer, chief transformation officer
c_level procurement: chief procurement officer, chief purchasing officer
c_level logistics: chief supply chain officer
c_level research: chief science officer, chief scientific officer, chief innovation officer
c_level business_development: chief business officer, cbo, chief business development officer, chief partnership officer
c_level administration: chief administrative officer, cao
c_level medicine: chief medical officer
c_level design: chief design officer, chief creative officer
c_level quality: chief quality officer
c_level finance: chief risk officer
vp: vp, vice president, vice presidents, svp, evp, senior vice president, executive vice president, v p
director: avp, assistant vice president, associate vice president, assistant vp, associate vp

# directors and heads
director: director, directors
head: associate director
director ~general_management: general manager, executive director, country manager, country head, regional director, branch director
director legal: general counsel, company secretary
head: head, heads, chief, dean, principal investigator
head ~general_management: chief of staff, branch head
head finance: chief accountant, head accountant
head education: school principal, headteacher, head teacher, head of school, rector, dean
head media: editor in chief, chief editor
head administration: office head
head design: creative director, art director

# who leads people or a thing
manager: manager, managers, mgr, superintendent, mngr
manager finance: controller, comptroller, treasurer, finance controller, financial controller
manager project: pm, scrum master, pmo
manager ~administration: office manager, facility manager, facilities manager
manager sales: store manager, shop manager, branch manager
manager operations: duty manager
lead: lead, leader, team lead, team leader, tech lead, supervisor, foreman, shift leader, section leader, captain
lead engineering: tech lead, technical lead
senior ~engineering: staff engineer, staff software
senior research: staff scientist
senior design: staff designer
senior product: staff product
senior: senior, sr, principal, fellow
junior: assistant, junior, jr, trainee, apprentice, graduate, entry level, working student
junior product: associate product manager, apm
intern: intern, interns, praktikantin, internship, summer intern, student intern, placement student, praktikant, werkstudent
student: student, students, studentin, doktorand, doktorandin, undergraduate, phd student, phd candidate, doctoral candidate, mba candidate, msc student, pupil, postgraduate
specialist: specialist, officer, executive, representative, rep, coordinator, co ordinator, associate, analyst, expert, consultant, adviser, advisor, agent, clerk, technician, operator, administrator, planner, worker, member, staff, freelancer, freelance, contractor, strategist, professional, generalist, partner, practitioner, evangelist, ambassador, producer, owner of, auditor, inspector, negotiator, dispatcher, driver, merchandiser, marketer, recruiter, attorney, trader, broker, assistant professor

# what looks like a level and is none
-: lead generation, lead gen, leads, lead management, leadership, intern management, student success, student affairs, student recruitment, student services, customer owner, process owner, ownership, partner program, partner success, chief of party, head office, headquarters, management, executive education, executive search, board game, founder relations, chairlift, account, captain planet
specialist product: product owner, technical product owner
specialist hr: hr business partner, people partner, hrbp, people business partner, talent partner, internship coordinator
specialist finance: finance business partner
specialist: business partner, founding team, founders associate, founding
specialist general_management: founders associate
specialist it: it business partner
-: ceo office, office of the ceo, office of the president, ceos office, c level, c suite

# marketing
marketing: marketing, growth, marketer, demand generation, lead generation, lead gen, demand gen, growth marketing, branding, brand, seo, sem, ppc, smm, crm marketing, content marketing, performance marketing, digital marketing, product marketing, pmm, pr, public relations, communications, comms, advertising, campaign, campaigns, social media, email marketing, abm, market research, market insights, trade marketing, community, event marketing, events, media planner, media buyer, corporate communications, copywriter, copywriting, marketing operations, martech, customer insights, consumer insights, influencer, event
~marketing: content, go to market, gtm, web, e commerce, ecommerce
specialist marketing: copywriter, community manager, marketer
specialist ~marketing: content creator, content writer, content manager, blogger

# sales
sales: sales, selling, account executive, account manager, account management, key account, key accounts, strategic account, strategic accounts, account director, sdr, bdr, ae, inside sales, presales, pre sales, solution engineer, solutions engineer, sales engineer, revenue, revops, revenue operations, commercial, telesales, telemarketing, channel, channels, dealer, distribution sales, export, client partner, sales enablement, sales engineering, sales operations, sales ops
specialist sales: account executive, ae, sdr, bdr, sales development representative, business development representative, sales engineer, solution engineer, solutions engineer, presales engineer, pre sales engineer, presales consultant, pre sales consultant, salesman, saleswoman, salesperson, sales assistant, cashier, shop assistant
senior sales: enterprise account executive, strategic account executive
~sales: retail, store, shop, accounts, clients, merchandising, category, territory, solutions consultant, solution consultant, solutions architect
business_development: business development, biz dev, bizdev, partnerships, partnership, alliances, partner, partners, strategic partnerships, partner development, mna, mergers and acquisitions, investor relations, corporate development, new business, expansion, market development, ecosystem, partner program
strategy: strategy, strategic planning, corporate planning, transformation, corporate strategy, innovation management
~strategy: innovation, strategic, planning, strategist
~general_management: business unit, country, regional, branch, business

# customers
customer_success: customer success, csm, customer support, technical support, customer service, customer care, customer experience, cx, client success, client services, client support, support engineer, helpdesk, help desk, call center, call centre, contact center, contact centre, customer onboarding, implementation manager, implementation specialist, implementation consultant, onboarding specialist, onboarding manager, renewals, renewal, account support, customer operations, customer relations, client relations, student success, partner success, after sales, aftersales, service desk, customer engagement
~customer_success: customer, customers, support, service, onboarding, implementation, client, services

# product, design, projects
product: product, product management, products, product owner, group product, technical product, product operations
design: design, designer, uiux, ux, ui, user experience, product designer, product design, graphic designer, graphic design, ux research, ux researcher, interaction designer, creative, creative director, art director, illustrator, brand designer, web designer, design system, service design
specialist design: designer, illustrator, ux researcher, product designer, graphic designer, brand designer
~project: project, projects, program, programme, programs, delivery, scrum, pmo, agile coach, agile, pm
specialist project: agile coach
engineering: engineering, developer, developers, development engineer, programmer, frontend, front end, backend, back end, full stack, fullstack, devops, sre, site reliability, platform engineering, ios, android, embedded, firmware, qa engineer, test engineer, qa, test automation, hardware, mechanical, electrical, electronics, civil, structural, process engineer, chemical engineer, product development, software development, web developer, game developer, tester, sdet, software architect, design engineer, mechanical design, design engineering, tech lead, cloud engineer, web development, automation engineer, robotics, application engineer, technology development
specialist engineering: developer, programmer, tester, qa engineer, test engineer, web developer, software architect, design engineer, civil engineer, devops engineer, sdet, cloud engineer
~engineering: software, mobile, platform, engineer, engineers, technology, technical, tech, development, architecture, architect, technologist
specialist ~engineering: software, mobile, platform, engineer, architect
it: it, ict, information technology, information systems, mis, infrastructure, system administrator, systems administrator, sysadmin, network, networks, security engineer, information security, infosec, cybersecurity, cyber security, cyber, security analyst, security, erp, sap, salesforce administrator, salesforce admin, crm administrator, business systems, enterprise architect, enterprise architecture, it operations, it support, systems engineer, system engineer, helpdesk technician, cloud infrastructure, digital transformation, systems analyst, system analyst, dba, database administrator, it project, solution architecture, enterprise applications, workplace technology, digital workplace
specialist it: sysadmin, system administrator, systems administrator, dba, network engineer, it support, database administrator
~it: digital, systems, cloud, system, computer, database
data: data, analytics, data science, data scientist, data engineer, data analyst, business intelligence, bi, machine learning, ml, artificial intelligence, insights, statistician, data engineering, data platform, business analyst, data governance
specialist data: data scientist, statistician, data engineer, machine learning engineer, ml engineer, ai engineer, quantitative analyst
~data: ai, reporting, analysis

# operations, goods, making
~operations: operations, ops, operational, business operations, process, continuous improvement, facilities, facility, operating, shift, biz ops, bizops, sustainability, environment, safety, ehs, hse, health and safety
specialist operations: security guard, safety officer
logistics: logistics, supply chain, scm, transport, transportation, warehouse, warehousing, distribution, fleet, freight, shipping, supply planner, supply planning, demand planning, demand planner, inventory, fulfilment, fulfillment, customs, import export, dispatcher, dispatch, driver, material planning, materials, stock, supply, delivery driver, courier, distribution centre, distribution center
production: production, manufacturing, plant, factory, lean manufacturing, assembly, process engineering, industrial engineer, industrial engineering, maintenance, welder, machinist, production planning, production planner, lean
head production: plant manager, factory manager, plant director
quality: quality, quality assurance, quality control, qc, qms, quality engineer, six sigma, quality management
procurement: procurement, purchasing, sourcing, buyer, buying, purchaser, category manager, vendor management, supplier, suppliers, vendor, strategic sourcing, purchase, category buyer
specialist procurement: buyer, purchaser

# money, law, people, the house
finance: finance, financial, accounting, accountant, accounts payable, accounts receivable, fpna, treasury, treasurer, controlling, controller, comptroller, tax, audit, auditor, internal audit, payroll, bookkeeper, investment, investments, billing, credit, risk, actuary, banker, budget, pricing, financial planning, loan, underwriter, cost
specialist finance: accountant, bookkeeper, actuary, banker, underwriter
legal: legal, lawyer, counsel, attorney, compliance, contracts, contract, regulatory, privacy, data protection, dpo, paralegal, intellectual property, patent, solicitor, notary, regulatory affairs, law
specialist legal: lawyer, counsel, paralegal, solicitor, notary
hr: hr, human resources, people operations, people ops, talent, talent acquisition, recruiting, recruitment, recruiter, people and culture, learning and development, lnd, training, compensation, benefits, employer branding, organizational development, organisational development, workforce, hr operations, employee experience, people, culture, headhunter, executive search, personnel, people analytics, staffing, diversity
specialist hr: headhunter, talent sourcer, sourcer
administration: administration, administrative, secretary, receptionist, executive assistant, personal assistant, administrative assistant, office manager, general affairs, office administrator, office assistant, virtual assistant, back office, front desk
~administration: office, facilities manager, facility manager, records, document

# learning, healing, words
research: research, researcher, scientist, rnd, research and development, postdoc, laboratory, lab, science, principal investigator, research assistant, postdoctoral
specialist research: researcher, scientist, postdoc, research fellow, postdoctoral
education: teacher, lecturer, professor, education, academic, school, university, tutor, instructor, e learning, elearning, curriculum, teaching, faculty, student affairs, student services, student recruitment, executive education, headteacher, rector
specialist education: teacher, lecturer, tutor, instructor, assistant professor
senior education: professor, associate professor, senior lecturer
medicine: medical, clinical, doctor, physician, nurse, nursing, surgeon, pharmacist, dentist, hospital, health, pharmacy, radiology, patient, therapist, physiotherapist, veterinarian, midwife, healthcare, dental
specialist medicine: doctor, physician, nurse, surgeon, pharmacist, dentist, therapist, physiotherapist, veterinarian, midwife
head medicine: head nurse, medical director, chief physician
media: journalist, editor, editorial, reporter, publisher, photographer, video, videographer, content producer, writer, podcast, animator, producer, technical writer, translator, interpreter, newsroom
specialist media: journalist, editor, reporter, photographer, videographer, writer, animator, technical writer, translator, interpreter
~consulting: consultant, consulting, advisory, adviser, advisor, consultancy, coach
specialist consulting: coach
`
