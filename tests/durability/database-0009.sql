BEGIN TRANSACTION;
CREATE TABLE account (
	id INTEGER NOT NULL,
	public_id TEXT NOT NULL,
	project_id INTEGER NOT NULL,
	dispute_id INTEGER NOT NULL,
	statement TEXT NOT NULL,
	position INTEGER NOT NULL,
	created_by_id INTEGER,
	created_at DATETIME NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_account PRIMARY KEY (id),
	CONSTRAINT ck_account_position CHECK (position >= 1),
	CONSTRAINT fk_account_created_by_id FOREIGN KEY(created_by_id) REFERENCES user (id),
	CONSTRAINT fk_account_dispute_id FOREIGN KEY(dispute_id) REFERENCES dispute (id),
	CONSTRAINT fk_account_project_id FOREIGN KEY(project_id) REFERENCES project (id),
	CONSTRAINT uq_account_project_id_public_id UNIQUE (project_id, public_id)
);
INSERT INTO "account" VALUES(1,'xvvm4bz22cr6pg3t',1,1,'Killed by his own device',1,NULL,'2026-11-28 16:09:44.437000',1);
INSERT INTO "account" VALUES(2,'4x3w5dskdfjgypfm',1,1,'Shot',2,NULL,'2026-11-28 16:09:44.437000',1);
INSERT INTO "account" VALUES(3,'yv7gnd5tg8r7pkm4',1,2,'Killed by his own device',1,NULL,'2026-11-28 16:09:44.449000',1);
INSERT INTO "account" VALUES(4,'gccg83qs5jgfp2z2',1,2,'Shot',2,NULL,'2026-11-28 16:09:44.449000',1);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0009');
CREATE TABLE annotation (
	id INTEGER NOT NULL,
	public_id TEXT NOT NULL,
	project_id INTEGER NOT NULL,
	claim_id INTEGER NOT NULL,
	user_id INTEGER NOT NULL,
	state VARCHAR(32) NOT NULL,
	source_type TEXT NOT NULL,
	stance TEXT NOT NULL,
	dispute_status TEXT NOT NULL,
	certainty TEXT NOT NULL,
	source_role TEXT NOT NULL,
	source_naming TEXT NOT NULL,
	quote_form TEXT NOT NULL,
	note TEXT NOT NULL,
	skipped_reason VARCHAR(32),
	codebook_id INTEGER,
	newest_article_id INTEGER,
	submitted_at DATETIME,
	created_at DATETIME NOT NULL,
	updated_at DATETIME NOT NULL,
	version INTEGER NOT NULL, status_reason TEXT DEFAULT '' NOT NULL,
	CONSTRAINT pk_annotation PRIMARY KEY (id),
	CONSTRAINT fk_annotation_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id),
	CONSTRAINT fk_annotation_codebook_id FOREIGN KEY(codebook_id) REFERENCES codebook (id),
	CONSTRAINT fk_annotation_newest_article_id FOREIGN KEY(newest_article_id) REFERENCES article (id),
	CONSTRAINT fk_annotation_project_id FOREIGN KEY(project_id) REFERENCES project (id),
	CONSTRAINT fk_annotation_user_id FOREIGN KEY(user_id) REFERENCES user (id),
	CONSTRAINT uq_annotation_claim_id_user_id UNIQUE (claim_id, user_id),
	CONSTRAINT uq_annotation_project_id_public_id UNIQUE (project_id, public_id),
	CONSTRAINT ck_annotation_annotationstate CHECK (state IN ('pending', 'draft', 'submitted', 'skipped', 'locked')),
	CONSTRAINT ck_annotation_skipreason CHECK (skipped_reason IN ('not_a_claim', 'needs_context', 'ambiguous', 'text_broken', 'not_my_language', 'prefer_not_to_say', 'other'))
);
INSERT INTO "annotation" VALUES(1,'stzf425d73ffnhn4',1,2,1,'submitted','government','support','disputed','','','','','=1+1
	''',NULL,1,NULL,'2026-11-28 16:09:44.432000','2026-11-28 16:09:44.434000','2026-11-28 16:09:44.432000',1,'');
CREATE TABLE annotation_source (
	id INTEGER NOT NULL,
	annotation_id INTEGER NOT NULL,
	source_id INTEGER NOT NULL,
	position INTEGER NOT NULL,
	CONSTRAINT pk_annotation_source PRIMARY KEY (id),
	CONSTRAINT fk_annotation_source_annotation_id FOREIGN KEY(annotation_id) REFERENCES annotation (id),
	CONSTRAINT fk_annotation_source_source_id FOREIGN KEY(source_id) REFERENCES source (id),
	CONSTRAINT uq_annotation_source_annotation_id_position UNIQUE (annotation_id, position)
);
INSERT INTO "annotation_source" VALUES(1,1,1,0);
CREATE TABLE article (
	id INTEGER NOT NULL,
	public_id TEXT NOT NULL,
	project_id INTEGER NOT NULL,
	text TEXT NOT NULL,
	text_sha256 TEXT NOT NULL,
	word_count INTEGER NOT NULL,
	title TEXT NOT NULL,
	is_title_ours BOOLEAN NOT NULL,
	outlet TEXT NOT NULL,
	published_on DATE,
	url TEXT NOT NULL,
	language TEXT NOT NULL,
	is_sensitive BOOLEAN NOT NULL,
	engine_version TEXT NOT NULL,
	supersedes_id INTEGER,
	created_by_id INTEGER,
	created_at DATETIME NOT NULL,
	version INTEGER NOT NULL, last_claim_number INTEGER DEFAULT '0' NOT NULL,
	CONSTRAINT pk_article PRIMARY KEY (id),
	CONSTRAINT fk_article_created_by_id FOREIGN KEY(created_by_id) REFERENCES user (id),
	CONSTRAINT fk_article_project_id FOREIGN KEY(project_id) REFERENCES project (id),
	CONSTRAINT fk_article_supersedes_id FOREIGN KEY(supersedes_id) REFERENCES article (id),
	CONSTRAINT uq_article_project_id_public_id UNIQUE (project_id, public_id)
);
INSERT INTO "article" VALUES(1,'v6k6k2qrrpz62hpz',1,'The government has claimed he was killed by an incendiary device he was carrying but his partner saw the body and told The Associated Press there were no marks on his hands, just a hole in his chest, and she believes he was shot.

When many detainees were later released, they showed extensive bruises they said were due to police beatings.
','d69135ad3855a5b46d445aebc93134a5e40ae4d88ab966b590293e1d9d1265cb',61,'How a protester died',0,'',NULL,'','en',0,'',NULL,NULL,'2026-11-28 16:09:44.420000',1,0);
CREATE TABLE "claim" (
	id INTEGER NOT NULL,
	public_id TEXT NOT NULL,
	project_id INTEGER NOT NULL,
	article_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	state VARCHAR(32) NOT NULL,
	origin VARCHAR(32) NOT NULL,
	first_offset INTEGER NOT NULL,
	engine_version TEXT NOT NULL,
	confidence DOUBLE,
	proposed_source_name TEXT,
	reasons JSON NOT NULL,
	mentions JSON NOT NULL,
	supersedes_id INTEGER,
	merged_into_id INTEGER,
	created_by_id INTEGER,
	created_at DATETIME NOT NULL,
	updated_at DATETIME NOT NULL,
	version INTEGER NOT NULL,
	suggested_stance TEXT DEFAULT '' NOT NULL,
	suggested_quote_form TEXT DEFAULT '' NOT NULL,
	via_source JSON DEFAULT '[]' NOT NULL,
	nested_in_id INTEGER,
	CONSTRAINT pk_claim PRIMARY KEY (id),
	CONSTRAINT fk_claim_created_by_id FOREIGN KEY(created_by_id) REFERENCES user (id),
	CONSTRAINT ck_claim_confidence CHECK (confidence between 0 and 1),
	CONSTRAINT fk_claim_supersedes_id FOREIGN KEY(supersedes_id) REFERENCES claim (id),
	CONSTRAINT fk_claim_merged_into_id FOREIGN KEY(merged_into_id) REFERENCES claim (id),
	CONSTRAINT uq_claim_project_id_public_id UNIQUE (project_id, public_id),
	CONSTRAINT ck_claim_claimstate CHECK (state IN ('proposed', 'accepted', 'not_a_claim')),
	CONSTRAINT ck_claim_origin CHECK (origin IN ('engine', 'person')),
	CONSTRAINT fk_claim_article_id FOREIGN KEY(article_id) REFERENCES article (id),
	CONSTRAINT uq_claim_article_id_number UNIQUE (article_id, number),
	CONSTRAINT fk_claim_project_id FOREIGN KEY(project_id) REFERENCES project (id),
	CONSTRAINT fk_claim_nested_in_id FOREIGN KEY(nested_in_id) REFERENCES claim (id)
);
INSERT INTO "claim" VALUES(1,'fmt3dtsf3v54dncz',1,1,1,'proposed','engine',0,'rules-1',3.00000000000000044408e-01,NULL,'[]','[]',NULL,2,NULL,'2026-11-28 16:09:44.424000','2026-11-28 16:09:44.422000',2,'','','[]',NULL);
INSERT INTO "claim" VALUES(2,'gzxy3s6j3994kqb9',1,1,2,'proposed','engine',0,'rules-1',0.9,NULL,'["\u201csaid\u201d \u00b7 cue", null, 1.5]','[]',NULL,NULL,NULL,'2026-11-28 16:09:44.427000','2026-11-28 16:09:44.426000',1,'','','[]',NULL);
CREATE TABLE code (
	id INTEGER NOT NULL,
	codebook_id INTEGER NOT NULL,
	field VARCHAR(32) NOT NULL,
	value TEXT NOT NULL,
	label TEXT NOT NULL,
	definition TEXT NOT NULL,
	"key" TEXT NOT NULL,
	position INTEGER NOT NULL,
	is_retired BOOLEAN NOT NULL,
	since_number INTEGER NOT NULL,
	CONSTRAINT pk_code PRIMARY KEY (id),
	CONSTRAINT fk_code_codebook_id FOREIGN KEY(codebook_id) REFERENCES codebook (id),
	CONSTRAINT uq_code_codebook_id_field_value UNIQUE (codebook_id, field, value),
	CONSTRAINT ck_code_codefield CHECK (field IN ('source_type', 'stance', 'dispute_status', 'certainty', 'source_role', 'source_naming', 'quote_form'))
);
INSERT INTO "code" VALUES(1,1,'source_type','government','Government','Someone who executes the functions of, or speaks for, a government body (politician in office, ministry, regulator).','',0,0,1);
INSERT INTO "code" VALUES(2,1,'source_type','security_forces','Security forces','Police, military, paramilitary, prison or security service, or their spokesperson.','',1,0,1);
INSERT INTO "code" VALUES(3,1,'source_type','legal','Legal','Court, judge, prosecutor, coroner, or a lawyer speaking in that role.','',2,0,1);
INSERT INTO "code" VALUES(4,1,'source_type','political_group','Political group','Party, candidate, opposition or movement figure not speaking for a government office.','',3,0,1);
INSERT INTO "code" VALUES(5,1,'source_type','company','Company','An organisation in the private sector or someone speaking for it.','',4,0,1);
INSERT INTO "code" VALUES(6,1,'source_type','civil_society','Civil society','Non-profit, union, rights group, aid agency or international body independent of a government.','',5,0,1);
INSERT INTO "code" VALUES(7,1,'source_type','academic_expert','Academic or expert','Scholar or specialist giving information from knowledge, not involvement.','',6,0,1);
INSERT INTO "code" VALUES(8,1,'source_type','media','Media','Another news outlet or journalist cited as the origin.','',7,0,1);
INSERT INTO "code" VALUES(9,1,'source_type','victim_or_family','Victim or family','Person harmed by the event, or their partner, relative, friend or representative.','',8,0,1);
INSERT INTO "code" VALUES(10,1,'source_type','witness','Witness','Person who saw or took part without being the one harmed or deciding (bystander, protester).','',9,0,1);
INSERT INTO "code" VALUES(11,1,'source_type','individual','Individual','Another person acting or speaking only for themselves.','',10,0,1);
INSERT INTO "code" VALUES(12,1,'source_type','document','Document','A report, record, recording, data set or filing with no speaker in scope.','',11,0,1);
INSERT INTO "code" VALUES(13,1,'source_type','article_voice','Article’s own voice','The journalist asserts it without attribution.','',12,0,1);
INSERT INTO "code" VALUES(14,1,'source_type','other','Other','Anything else; say what in the note.','',13,0,1);
INSERT INTO "code" VALUES(15,1,'source_type','unclear','Unclear','Cannot be told from the text.','',14,0,1);
INSERT INTO "code" VALUES(16,1,'stance','support','Support','Asserts or endorses the proposition.','1',15,0,1);
INSERT INTO "code" VALUES(17,1,'stance','deny','Deny','Says it is false, or gives an account that cannot be true together with it.','2',16,0,1);
INSERT INTO "code" VALUES(18,1,'stance','query','Query','Asks for evidence or casts doubt without asserting the opposite.','3',17,0,1);
INSERT INTO "code" VALUES(19,1,'stance','comment','Comment','On the same topic, takes no position.','4',18,0,1);
INSERT INTO "code" VALUES(20,1,'stance','unrelated','Unrelated','Not about the proposition (use it to unlink).','5',19,0,1);
INSERT INTO "code" VALUES(21,1,'stance','unclear','Unclear','Position cannot be told from the text.','6',20,0,1);
INSERT INTO "code" VALUES(22,1,'dispute_status','undisputed','Undisputed','No competing account in the collection.','q',21,0,1);
INSERT INTO "code" VALUES(23,1,'dispute_status','disputed','Disputed','At least one other attributed claim in the collection denies it or cannot be true with it.','w',22,0,1);
INSERT INTO "code" VALUES(24,1,'dispute_status','corroborated','Corroborated','An independent source or document in the collection supports it and none denies it.','e',23,0,1);
INSERT INTO "code" VALUES(25,1,'dispute_status','contradicted_by_evidence','Contradicted by evidence','Cited evidence (not merely another account) shows it wrong.','r',24,0,1);
INSERT INTO "code" VALUES(26,1,'dispute_status','unverified','Unverified','Cannot be settled from the evidence in the collection.','t',25,0,1);
INSERT INTO "code" VALUES(27,1,'dispute_status','withdrawn','Withdrawn','The source or publisher corrected or retracted it.','y',26,0,1);
INSERT INTO "code" VALUES(28,1,'dispute_status','not_checkable','Not checkable','Opinion, intention, prediction or wording with no checkable content.','u',27,0,1);
INSERT INTO "code" VALUES(29,1,'dispute_status','unclear','Unclear','The coder cannot decide between the above.','i',28,0,1);
INSERT INTO "code" VALUES(30,1,'certainty','certain','Certain','The source states it as fact.','',29,0,1);
INSERT INTO "code" VALUES(31,1,'certainty','probable','Probable','The source says it is likely (“probably”, “must have”).','',30,0,1);
INSERT INTO "code" VALUES(32,1,'certainty','possible','Possible','The source says it may be so (“may have”, “could”).','',31,0,1);
INSERT INTO "code" VALUES(33,1,'certainty','uncommitted','Uncommitted','The source passes it on without saying how sure it is.','',32,0,1);
INSERT INTO "code" VALUES(34,1,'certainty','unclear','Unclear','Cannot be told from the text.','',33,0,1);
INSERT INTO "code" VALUES(35,1,'source_role','subject','Subject','The claim is about the source.','',34,0,1);
INSERT INTO "code" VALUES(36,1,'source_role','spokesperson','Spokesperson','Speaks for a person, group or organisation.','',35,0,1);
INSERT INTO "code" VALUES(37,1,'source_role','expert','Expert','Gives knowledge from training or study.','',36,0,1);
INSERT INTO "code" VALUES(38,1,'source_role','personal_experience','Personal experience','Tells what happened to them.','',37,0,1);
INSERT INTO "code" VALUES(39,1,'source_role','eye_witness','Eye witness','Tells what they saw.','',38,0,1);
INSERT INTO "code" VALUES(40,1,'source_role','popular_opinion','Popular opinion','Stands for what ordinary people think.','',39,0,1);
INSERT INTO "code" VALUES(41,1,'source_role','other','Other','Anything else; say what in the note.','',40,0,1);
INSERT INTO "code" VALUES(42,1,'source_role','unclear','Unclear','Cannot be told from the text.','',41,0,1);
INSERT INTO "code" VALUES(43,1,'source_naming','named','Named','The text names the source.','',42,0,1);
INSERT INTO "code" VALUES(44,1,'source_naming','unnamed','Unnamed','The text mentions a source without a name (“officials”).','',43,0,1);
INSERT INTO "code" VALUES(45,1,'source_naming','none','None','The text mentions no source.','',44,0,1);
INSERT INTO "code" VALUES(46,1,'source_naming','unclear','Unclear','Cannot be told from the text.','',45,0,1);
INSERT INTO "code" VALUES(47,1,'quote_form','direct','Direct','The source’s own words, in quotation marks.','',46,0,1);
INSERT INTO "code" VALUES(48,1,'quote_form','indirect','Indirect','Reported in the journalist’s words.','',47,0,1);
INSERT INTO "code" VALUES(49,1,'quote_form','mixed','Mixed','Reported, with some of the source’s own words in quotation marks.','',48,0,1);
INSERT INTO "code" VALUES(50,1,'quote_form','unclear','Unclear','Cannot be told from the text.','',49,0,1);
CREATE TABLE codebook (
	id INTEGER NOT NULL,
	project_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	guideline TEXT NOT NULL,
	created_by_id INTEGER,
	created_at DATETIME NOT NULL,
	CONSTRAINT pk_codebook PRIMARY KEY (id),
	CONSTRAINT fk_codebook_created_by_id FOREIGN KEY(created_by_id) REFERENCES user (id),
	CONSTRAINT fk_codebook_project_id FOREIGN KEY(project_id) REFERENCES project (id),
	CONSTRAINT uq_codebook_project_id_number UNIQUE (project_id, number)
);
INSERT INTO "codebook" VALUES(1,1,1,'',NULL,'2026-11-28 16:09:44.413000');
CREATE TABLE compatible_accounts (
	id INTEGER NOT NULL,
	first_id INTEGER NOT NULL,
	second_id INTEGER NOT NULL,
	CONSTRAINT pk_compatible_accounts PRIMARY KEY (id),
	CONSTRAINT ck_compatible_accounts_two CHECK (first_id <> second_id),
	CONSTRAINT fk_compatible_accounts_first_id FOREIGN KEY(first_id) REFERENCES account (id),
	CONSTRAINT fk_compatible_accounts_second_id FOREIGN KEY(second_id) REFERENCES account (id),
	CONSTRAINT uq_compatible_accounts_first_id_second_id UNIQUE (first_id, second_id)
);
INSERT INTO "compatible_accounts" VALUES(1,1,2);
CREATE TABLE dismissal (
	id INTEGER NOT NULL,
	dispute_id INTEGER NOT NULL,
	claim_id INTEGER NOT NULL,
	dismissed_by_id INTEGER,
	created_at DATETIME NOT NULL,
	CONSTRAINT pk_dismissal PRIMARY KEY (id),
	CONSTRAINT fk_dismissal_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id),
	CONSTRAINT fk_dismissal_dismissed_by_id FOREIGN KEY(dismissed_by_id) REFERENCES user (id),
	CONSTRAINT fk_dismissal_dispute_id FOREIGN KEY(dispute_id) REFERENCES dispute (id),
	CONSTRAINT uq_dismissal_dispute_id_claim_id UNIQUE (dispute_id, claim_id)
);
INSERT INTO "dismissal" VALUES(1,1,2,NULL,'2026-11-28 16:09:44.450000');
CREATE TABLE dispute (
	id INTEGER NOT NULL,
	public_id TEXT NOT NULL,
	project_id INTEGER NOT NULL,
	question TEXT NOT NULL,
	dispute_type VARCHAR(32) NOT NULL,
	state VARCHAR(32) NOT NULL,
	summary TEXT NOT NULL,
	merged_into_id INTEGER,
	opened_by_id INTEGER,
	opened_at DATETIME NOT NULL,
	resolved_at DATETIME,
	version INTEGER NOT NULL,
	CONSTRAINT pk_dispute PRIMARY KEY (id),
	CONSTRAINT ck_dispute_merged CHECK (state = 'merged' or merged_into_id is null),
	CONSTRAINT fk_dispute_merged_into_id FOREIGN KEY(merged_into_id) REFERENCES dispute (id),
	CONSTRAINT fk_dispute_opened_by_id FOREIGN KEY(opened_by_id) REFERENCES user (id),
	CONSTRAINT fk_dispute_project_id FOREIGN KEY(project_id) REFERENCES project (id),
	CONSTRAINT uq_dispute_project_id_public_id UNIQUE (project_id, public_id),
	CONSTRAINT ck_dispute_disputetype CHECK (dispute_type IN ('event_property', 'numerical', 'causal', 'quote', 'position')),
	CONSTRAINT ck_dispute_disputestate CHECK (state IN ('open', 'resolved', 'dormant', 'merged'))
);
INSERT INTO "dispute" VALUES(1,'gdbxyyrk26978ygf',1,'How did Alexander Taraikovsky die?','event_property','open','',NULL,NULL,'2026-11-28 16:09:44.437000',NULL,1);
INSERT INTO "dispute" VALUES(2,'68r4vxg2psg6497t',1,'How did Alexander Taraikovsky die?','event_property','merged','',1,NULL,'2026-11-28 16:09:44.449000',NULL,1);
CREATE TABLE event (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	created_at DATETIME NOT NULL,
	project_id INTEGER,
	user_id INTEGER,
	action TEXT NOT NULL,
	object_kind TEXT NOT NULL,
	object_id TEXT NOT NULL,
	undoes_id INTEGER,
	payload_sha256 TEXT NOT NULL,
	CONSTRAINT fk_event_project_id FOREIGN KEY(project_id) REFERENCES project (id),
	CONSTRAINT fk_event_undoes_id FOREIGN KEY(undoes_id) REFERENCES event (id),
	CONSTRAINT fk_event_user_id FOREIGN KEY(user_id) REFERENCES user (id),
	CONSTRAINT uq_event_undoes_id UNIQUE (undoes_id)
);
INSERT INTO "event" VALUES(1,'2026-11-28 16:09:44.451000',1,1,'claim merged','claim','gzxy3s6j3994kqb9',NULL,'59318d6475fe25353f62ab2187d5873f5b68c2bf452393a210f86417e3bf7671');
INSERT INTO "event" VALUES(2,'2026-11-28 16:09:44.452000',1,NULL,'merge undone','claim','gzxy3s6j3994kqb9',1,'d827049039f82a8b65a9b0f52e637cf3bc5d1e0dec7d6198edf901a5e3dcae7d');
CREATE TABLE event_claim (
	event_id INTEGER NOT NULL,
	claim_id TEXT NOT NULL,
	CONSTRAINT pk_event_claim PRIMARY KEY (event_id, claim_id),
	CONSTRAINT fk_event_claim_event_id FOREIGN KEY(event_id) REFERENCES event (id)
);
INSERT INTO "event_claim" VALUES(2,'gzxy3s6j3994kqb9');
INSERT INTO "event_claim" VALUES(2,'fmt3dtsf3v54dncz');
CREATE TABLE event_payload (
	event_id INTEGER NOT NULL,
	"before" JSON NOT NULL,
	"after" JSON NOT NULL,
	CONSTRAINT pk_event_payload PRIMARY KEY (event_id),
	CONSTRAINT fk_event_payload_event_id FOREIGN KEY(event_id) REFERENCES event (id)
);
INSERT INTO "event_payload" VALUES(1,'{"note": "\u201c\u041c\u0456\u043d\u0441\u043a\u201d", "numbers": [1, 0.1, null]}','{}');
INSERT INTO "event_payload" VALUES(2,'{}','{}');
CREATE TABLE event_source (
	event_id INTEGER NOT NULL,
	source_id TEXT NOT NULL,
	CONSTRAINT pk_event_source PRIMARY KEY (event_id, source_id),
	CONSTRAINT fk_event_source_event_id FOREIGN KEY(event_id) REFERENCES event (id)
);
INSERT INTO "event_source" VALUES(2,'2sy27by2mq92n88v');
CREATE TABLE evidence (
	id INTEGER NOT NULL,
	public_id TEXT NOT NULL,
	project_id INTEGER NOT NULL,
	dispute_id INTEGER NOT NULL,
	account_id INTEGER,
	url TEXT NOT NULL,
	archived_url TEXT NOT NULL,
	quote TEXT NOT NULL,
	medium VARCHAR(32) NOT NULL,
	bearing VARCHAR(32) NOT NULL,
	checked_by_id INTEGER,
	checked_on DATE,
	created_by_id INTEGER,
	created_at DATETIME NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_evidence PRIMARY KEY (id),
	CONSTRAINT ck_evidence_bearing_on CHECK (account_id is not null or bearing = 'context'),
	CONSTRAINT ck_evidence_something CHECK (url <> '' or quote <> ''),
	CONSTRAINT ck_evidence_checked CHECK ((checked_by_id is null) or (checked_on is not null)),
	CONSTRAINT fk_evidence_account_id FOREIGN KEY(account_id) REFERENCES account (id),
	CONSTRAINT fk_evidence_checked_by_id FOREIGN KEY(checked_by_id) REFERENCES user (id),
	CONSTRAINT fk_evidence_created_by_id FOREIGN KEY(created_by_id) REFERENCES user (id),
	CONSTRAINT fk_evidence_dispute_id FOREIGN KEY(dispute_id) REFERENCES dispute (id),
	CONSTRAINT fk_evidence_project_id FOREIGN KEY(project_id) REFERENCES project (id),
	CONSTRAINT uq_evidence_project_id_public_id UNIQUE (project_id, public_id),
	CONSTRAINT ck_evidence_medium CHECK (medium IN ('web_text', 'pdf', 'metadata', 'web_table', 'image', 'video', 'other')),
	CONSTRAINT ck_evidence_bearing CHECK (bearing IN ('supports', 'refutes', 'context'))
);
INSERT INTO "evidence" VALUES(1,'hvwyzq2nrx3hqtmd',1,1,2,'https://example.org/report','','a wound in the chest','web_text','supports',NULL,NULL,NULL,'2026-11-28 16:09:44.442000',1);
CREATE TABLE login_session (
	id INTEGER NOT NULL,
	public_id TEXT NOT NULL,
	token_sha256 TEXT NOT NULL,
	user_id INTEGER NOT NULL,
	browser TEXT NOT NULL,
	created_at DATETIME NOT NULL,
	last_seen_at DATETIME NOT NULL, reauthenticated_at DATETIME,
	CONSTRAINT pk_login_session PRIMARY KEY (id),
	CONSTRAINT fk_login_session_user_id FOREIGN KEY(user_id) REFERENCES user (id),
	CONSTRAINT uq_login_session_public_id UNIQUE (public_id),
	CONSTRAINT uq_login_session_token_sha256 UNIQUE (token_sha256)
);
INSERT INTO "login_session" VALUES(1,'jjxxxfkfk2knst8n','x',2,'','2026-11-28 16:09:44.455000','2026-11-28 16:09:44.455000',NULL);
CREATE TABLE membership (
	id INTEGER NOT NULL,
	public_id TEXT NOT NULL,
	project_id INTEGER NOT NULL,
	user_id INTEGER NOT NULL,
	role VARCHAR(32) NOT NULL,
	pseudonym TEXT NOT NULL,
	created_at DATETIME NOT NULL,
	ended_at DATETIME,
	version INTEGER NOT NULL,
	CONSTRAINT pk_membership PRIMARY KEY (id),
	CONSTRAINT fk_membership_project_id FOREIGN KEY(project_id) REFERENCES project (id),
	CONSTRAINT fk_membership_user_id FOREIGN KEY(user_id) REFERENCES user (id),
	CONSTRAINT uq_membership_project_id_pseudonym UNIQUE (project_id, pseudonym),
	CONSTRAINT uq_membership_project_id_user_id UNIQUE (project_id, user_id),
	CONSTRAINT uq_membership_public_id UNIQUE (public_id),
	CONSTRAINT ck_membership_role CHECK (role IN ('viewer', 'annotator', 'adjudicator', 'manager'))
);
INSERT INTO "membership" VALUES(1,'gzvxfsscf67cgdkn',1,1,'annotator','km4w9pxspsjmy7qv','2026-11-28 16:09:44.418000',NULL,1);
CREATE TABLE placement (
	id INTEGER NOT NULL,
	public_id TEXT NOT NULL,
	project_id INTEGER NOT NULL,
	account_id INTEGER NOT NULL,
	claim_id INTEGER NOT NULL,
	stance TEXT NOT NULL,
	confirmed_by_id INTEGER,
	confirmed_at DATETIME,
	created_by_id INTEGER,
	created_at DATETIME NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_placement PRIMARY KEY (id),
	CONSTRAINT ck_placement_confirmed CHECK ((confirmed_at is null) = (stance = '')),
	CONSTRAINT fk_placement_account_id FOREIGN KEY(account_id) REFERENCES account (id),
	CONSTRAINT fk_placement_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id),
	CONSTRAINT fk_placement_confirmed_by_id FOREIGN KEY(confirmed_by_id) REFERENCES user (id),
	CONSTRAINT fk_placement_created_by_id FOREIGN KEY(created_by_id) REFERENCES user (id),
	CONSTRAINT fk_placement_project_id FOREIGN KEY(project_id) REFERENCES project (id),
	CONSTRAINT uq_placement_account_id_claim_id UNIQUE (account_id, claim_id),
	CONSTRAINT uq_placement_project_id_public_id UNIQUE (project_id, public_id)
);
INSERT INTO "placement" VALUES(1,'tgkmhrxqzhm4cpnf',1,1,2,'',NULL,NULL,NULL,'2026-11-28 16:09:44.440000',1);
CREATE TABLE placement_answer (
	id INTEGER NOT NULL,
	placement_id INTEGER NOT NULL,
	annotation_id INTEGER NOT NULL,
	stance TEXT NOT NULL,
	created_at DATETIME NOT NULL,
	CONSTRAINT pk_placement_answer PRIMARY KEY (id),
	CONSTRAINT fk_placement_answer_annotation_id FOREIGN KEY(annotation_id) REFERENCES annotation (id),
	CONSTRAINT fk_placement_answer_placement_id FOREIGN KEY(placement_id) REFERENCES placement (id),
	CONSTRAINT uq_placement_answer_placement_id_annotation_id UNIQUE (placement_id, annotation_id)
);
INSERT INTO "placement_answer" VALUES(1,1,1,'support','2026-11-28 16:09:44.441000');
CREATE TABLE project (
	id INTEGER NOT NULL,
	public_id TEXT NOT NULL,
	name TEXT NOT NULL,
	annotators_per_claim INTEGER NOT NULL,
	created_at DATETIME NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_project PRIMARY KEY (id),
	CONSTRAINT ck_project_annotators_per_claim CHECK (annotators_per_claim between 1 and 9),
	CONSTRAINT uq_project_name UNIQUE (name),
	CONSTRAINT uq_project_public_id UNIQUE (public_id)
);
INSERT INTO "project" VALUES(1,'y649pwrms4tq3ctc','Belarus 2020 — “Мінск” 🕯',1,'2026-11-28 16:09:44.411000',1);
CREATE TABLE sign_in_attempt (
	id INTEGER NOT NULL,
	username_sha256 TEXT NOT NULL,
	address TEXT NOT NULL,
	created_at DATETIME NOT NULL,
	CONSTRAINT pk_sign_in_attempt PRIMARY KEY (id)
);
INSERT INTO "sign_in_attempt" VALUES(1,'aa','127.0.0.1','2026-11-28 16:09:44.515000');
CREATE TABLE single_use_link (
	id INTEGER NOT NULL,
	token_sha256 TEXT NOT NULL,
	user_id INTEGER NOT NULL,
	purpose VARCHAR(32) NOT NULL,
	created_at DATETIME NOT NULL,
	expires_at DATETIME NOT NULL,
	used_at DATETIME,
	CONSTRAINT pk_single_use_link PRIMARY KEY (id),
	CONSTRAINT fk_single_use_link_user_id FOREIGN KEY(user_id) REFERENCES user (id),
	CONSTRAINT uq_single_use_link_token_sha256 UNIQUE (token_sha256),
	CONSTRAINT ck_single_use_link_linkpurpose CHECK (purpose IN ('sign_in', 'invitation', 'reset'))
);
INSERT INTO "single_use_link" VALUES(1,'bb',1,'reset','2026-11-28 16:09:44.515000','2026-11-29 16:09:44.515000',NULL);
CREATE TABLE source (
	id INTEGER NOT NULL,
	public_id TEXT NOT NULL,
	project_id INTEGER NOT NULL,
	name TEXT NOT NULL,
	source_type TEXT NOT NULL,
	merged_into_id INTEGER,
	created_by_id INTEGER,
	created_at DATETIME NOT NULL,
	shared_at DATETIME,
	version INTEGER NOT NULL,
	CONSTRAINT pk_source PRIMARY KEY (id),
	CONSTRAINT fk_source_created_by_id FOREIGN KEY(created_by_id) REFERENCES user (id),
	CONSTRAINT fk_source_merged_into_id FOREIGN KEY(merged_into_id) REFERENCES source (id),
	CONSTRAINT fk_source_project_id FOREIGN KEY(project_id) REFERENCES project (id),
	CONSTRAINT uq_source_project_id_name UNIQUE (project_id, name),
	CONSTRAINT uq_source_project_id_public_id UNIQUE (project_id, public_id)
);
INSERT INTO "source" VALUES(1,'2sy27by2mq92n88v',1,'Source 628v2p53czrfm52s','',2,NULL,'2026-11-28 16:09:44.429000','2026-11-28 16:09:44.428000',2);
INSERT INTO "source" VALUES(2,'p9mzpqfz6pf95h4b',1,'Source wmv85q8gzhz4y6fv','',NULL,NULL,'2026-11-28 16:09:44.430000','2026-11-28 16:09:44.430000',1);
CREATE TABLE source_alias (
	id INTEGER NOT NULL,
	source_id INTEGER NOT NULL,
	name TEXT NOT NULL,
	CONSTRAINT pk_source_alias PRIMARY KEY (id),
	CONSTRAINT fk_source_alias_source_id FOREIGN KEY(source_id) REFERENCES source (id),
	CONSTRAINT uq_source_alias_source_id_name UNIQUE (source_id, name)
);
INSERT INTO "source_alias" VALUES(1,1,'Alias “ў”');
CREATE TABLE span (
	id INTEGER NOT NULL,
	claim_id INTEGER NOT NULL,
	role VARCHAR(32) NOT NULL,
	position INTEGER NOT NULL,
	span_start INTEGER NOT NULL,
	span_end INTEGER NOT NULL,
	quote TEXT NOT NULL,
	prefix TEXT NOT NULL,
	suffix TEXT NOT NULL,
	created_by_id INTEGER,
	created_at DATETIME NOT NULL,
	CONSTRAINT pk_span PRIMARY KEY (id),
	CONSTRAINT ck_span_order CHECK (0 <= span_start and span_start < span_end),
	CONSTRAINT fk_span_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id),
	CONSTRAINT fk_span_created_by_id FOREIGN KEY(created_by_id) REFERENCES user (id),
	CONSTRAINT uq_span_claim_id_role_position UNIQUE (claim_id, role, position),
	CONSTRAINT ck_span_spanrole CHECK (role IN ('source', 'cue', 'content'))
);
INSERT INTO "span" VALUES(1,1,'source',0,0,14,'The government','',' has claimed he was killed by an',NULL,'2026-11-28 16:09:44.425000');
INSERT INTO "span" VALUES(2,1,'cue',0,15,26,'has claimed','The government ',' he was killed by an incendiary ',NULL,'2026-11-28 16:09:44.425000');
INSERT INTO "span" VALUES(3,1,'content',0,27,80,'he was killed by an incendiary device he was carrying','The government has claimed ',' but his partner saw the body an',NULL,'2026-11-28 16:09:44.425000');
INSERT INTO "span" VALUES(4,2,'source',0,0,14,'The government','',' has claimed he was killed by an',NULL,'2026-11-28 16:09:44.428000');
INSERT INTO "span" VALUES(5,2,'cue',0,15,26,'has claimed','The government ',' he was killed by an incendiary ',NULL,'2026-11-28 16:09:44.428000');
INSERT INTO "span" VALUES(6,2,'content',0,27,80,'he was killed by an incendiary device he was carrying','The government has claimed ',' but his partner saw the body an',NULL,'2026-11-28 16:09:44.428000');
CREATE TABLE "staged_article" (
	id INTEGER NOT NULL,
	public_id TEXT NOT NULL,
	project_id INTEGER NOT NULL,
	user_id INTEGER NOT NULL,
	position INTEGER NOT NULL,
	file_name TEXT NOT NULL,
	file_sha256 TEXT NOT NULL,
	content BLOB,
	encoding TEXT NOT NULL,
	is_encoding_guessed BOOLEAN NOT NULL,
	text TEXT NOT NULL,
	text_sha256 TEXT NOT NULL,
	word_count INTEGER NOT NULL,
	title TEXT NOT NULL,
	is_title_ours BOOLEAN NOT NULL,
	outlet TEXT NOT NULL,
	published_on DATE,
	url TEXT NOT NULL,
	language TEXT NOT NULL,
	is_sensitive BOOLEAN NOT NULL,
	created_at DATETIME NOT NULL,
	version INTEGER NOT NULL,
	part TEXT DEFAULT '' NOT NULL,
	sample TEXT DEFAULT '' NOT NULL,
	article_count INTEGER DEFAULT '1' NOT NULL,
	problem TEXT DEFAULT '' NOT NULL,
	note TEXT DEFAULT '' NOT NULL,
	supersedes_id INTEGER,
	CONSTRAINT pk_staged_article PRIMARY KEY (id),
	CONSTRAINT fk_staged_article_project_id FOREIGN KEY(project_id) REFERENCES project (id),
	CONSTRAINT uq_staged_article_public_id UNIQUE (public_id),
	CONSTRAINT fk_staged_article_user_id FOREIGN KEY(user_id) REFERENCES user (id),
	CONSTRAINT fk_staged_article_supersedes_id FOREIGN KEY(supersedes_id) REFERENCES article (id)
);
INSERT INTO "staged_article" VALUES(1,'xxxxxxxxxxxxxxxx',1,1,1,'Мінск.txt','cc',X'00FF0D0A27','utf-8',1,'He said so.
','dd',3,'He said',1,'',NULL,'','en',0,'2026-11-28 16:09:44.515000',1,'','',1,'','',NULL);
CREATE TABLE staged_table (
	id INTEGER NOT NULL,
	project_id INTEGER NOT NULL,
	user_id INTEGER NOT NULL,
	file_name TEXT NOT NULL,
	content BLOB NOT NULL,
	created_at DATETIME NOT NULL,
	CONSTRAINT pk_staged_table PRIMARY KEY (id),
	CONSTRAINT fk_staged_table_project_id FOREIGN KEY(project_id) REFERENCES project (id),
	CONSTRAINT fk_staged_table_user_id FOREIGN KEY(user_id) REFERENCES user (id)
);
INSERT INTO "staged_table" VALUES(1,1,1,'claims.csv',X'EFBBBF612C620D0A','2026-11-28 16:09:44.515000');
CREATE TABLE user (
	id INTEGER NOT NULL,
	public_id TEXT NOT NULL,
	username TEXT NOT NULL,
	display_name TEXT NOT NULL,
	password_hash TEXT,
	is_admin BOOLEAN NOT NULL,
	has_single_keys BOOLEAN NOT NULL,
	deactivated_at DATETIME,
	created_at DATETIME NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_user PRIMARY KEY (id),
	CONSTRAINT uq_user_public_id UNIQUE (public_id),
	CONSTRAINT uq_user_username UNIQUE (username)
);
INSERT INTO "user" VALUES(1,'fgzq6ydn5sgrm88t','user-w83qbrghdvfc89bh','User-W83Qbrghdvfc89Bh',NULL,0,1,NULL,'2026-11-28 16:09:44.417000',1);
INSERT INTO "user" VALUES(2,'p96kftdkf63vn57q','user-865fvyc6npxn6g5x','User-865Fvyc6Npxn6G5X',NULL,0,1,NULL,'2026-11-28 16:09:44.455000',1);
CREATE TABLE verdict (
	id INTEGER NOT NULL,
	public_id TEXT NOT NULL,
	project_id INTEGER NOT NULL,
	dispute_id INTEGER NOT NULL,
	revision INTEGER NOT NULL,
	rationale TEXT NOT NULL,
	set_by_id INTEGER,
	set_at DATETIME NOT NULL,
	CONSTRAINT pk_verdict PRIMARY KEY (id),
	CONSTRAINT ck_verdict_rationale CHECK (rationale <> ''),
	CONSTRAINT fk_verdict_dispute_id FOREIGN KEY(dispute_id) REFERENCES dispute (id),
	CONSTRAINT fk_verdict_project_id FOREIGN KEY(project_id) REFERENCES project (id),
	CONSTRAINT fk_verdict_set_by_id FOREIGN KEY(set_by_id) REFERENCES user (id),
	CONSTRAINT uq_verdict_dispute_id_revision UNIQUE (dispute_id, revision),
	CONSTRAINT uq_verdict_project_id_public_id UNIQUE (project_id, public_id)
);
INSERT INTO "verdict" VALUES(1,'q773jmgj8sv8zd2s',1,1,1,'The video shows no device.',NULL,'2026-11-28 16:09:44.446000');
CREATE TABLE verdict_evidence (
	id INTEGER NOT NULL,
	verdict_id INTEGER NOT NULL,
	evidence_id INTEGER NOT NULL,
	CONSTRAINT pk_verdict_evidence PRIMARY KEY (id),
	CONSTRAINT fk_verdict_evidence_evidence_id FOREIGN KEY(evidence_id) REFERENCES evidence (id),
	CONSTRAINT fk_verdict_evidence_verdict_id FOREIGN KEY(verdict_id) REFERENCES verdict (id),
	CONSTRAINT uq_verdict_evidence_verdict_id_evidence_id UNIQUE (verdict_id, evidence_id)
);
INSERT INTO "verdict_evidence" VALUES(1,1,1);
CREATE TABLE verdict_rating (
	id INTEGER NOT NULL,
	verdict_id INTEGER NOT NULL,
	account_id INTEGER NOT NULL,
	rating TEXT NOT NULL,
	CONSTRAINT pk_verdict_rating PRIMARY KEY (id),
	CONSTRAINT ck_verdict_rating_rating CHECK (rating <> ''),
	CONSTRAINT fk_verdict_rating_account_id FOREIGN KEY(account_id) REFERENCES account (id),
	CONSTRAINT fk_verdict_rating_verdict_id FOREIGN KEY(verdict_id) REFERENCES verdict (id),
	CONSTRAINT uq_verdict_rating_verdict_id_account_id UNIQUE (verdict_id, account_id)
);
INSERT INTO "verdict_rating" VALUES(1,1,1,'Not supported');
CREATE INDEX ix_sign_in_attempt_address ON sign_in_attempt (address, created_at);
CREATE INDEX ix_sign_in_attempt_username_sha256 ON sign_in_attempt (username_sha256, created_at);
CREATE INDEX ix_article_project_id ON article (project_id);
CREATE INDEX ix_article_project_id_text_sha256 ON article (project_id, text_sha256);
CREATE INDEX ix_codebook_project_id ON codebook (project_id);
CREATE INDEX ix_event_object_id ON event (object_kind, object_id);
CREATE INDEX ix_event_project_id_id ON event (project_id, id);
CREATE INDEX ix_event_user_id ON event (user_id);
CREATE INDEX ix_login_session_user_id ON login_session (user_id);
CREATE INDEX ix_membership_project_id ON membership (project_id);
CREATE INDEX ix_membership_user_id ON membership (user_id);
CREATE INDEX ix_single_use_link_user_id ON single_use_link (user_id);
CREATE INDEX ix_source_project_id ON source (project_id);
CREATE INDEX ix_code_codebook_id ON code (codebook_id);
CREATE INDEX ix_event_claim_claim_id ON event_claim (claim_id);
CREATE INDEX ix_source_alias_name ON source_alias (name);
CREATE INDEX ix_annotation_claim_id ON annotation (claim_id);
CREATE INDEX ix_annotation_project_id ON annotation (project_id);
CREATE INDEX ix_annotation_user_id_state ON annotation (user_id, state);
CREATE INDEX ix_span_claim_id ON span (claim_id);
CREATE INDEX ix_annotation_source_annotation_id ON annotation_source (annotation_id);
CREATE INDEX ix_annotation_source_source_id ON annotation_source (source_id);
CREATE TRIGGER event_no_update before update on event begin select raise(abort, 'the history is append-only'); end;
CREATE TRIGGER event_no_delete before delete on event begin select raise(abort, 'the history is append-only'); end;
CREATE TRIGGER event_claim_no_update before update on event_claim begin select raise(abort, 'the history is append-only'); end;
CREATE TRIGGER event_claim_no_delete before delete on event_claim begin select raise(abort, 'the history is append-only'); end;
CREATE INDEX ix_staged_article_project_id_user_id ON staged_article (project_id, user_id);
CREATE INDEX ix_dispute_merged_into_id ON dispute (merged_into_id);
CREATE INDEX ix_dispute_project_id ON dispute (project_id);
CREATE INDEX ix_account_dispute_id ON account (dispute_id);
CREATE INDEX ix_account_project_id ON account (project_id);
CREATE INDEX ix_verdict_project_id ON verdict (project_id);
CREATE INDEX ix_compatible_accounts_second_id ON compatible_accounts (second_id);
CREATE INDEX ix_dismissal_claim_id ON dismissal (claim_id);
CREATE INDEX ix_evidence_account_id ON evidence (account_id);
CREATE INDEX ix_evidence_dispute_id ON evidence (dispute_id);
CREATE INDEX ix_evidence_project_id ON evidence (project_id);
CREATE INDEX ix_placement_claim_id ON placement (claim_id);
CREATE INDEX ix_placement_project_id ON placement (project_id);
CREATE INDEX ix_verdict_rating_account_id ON verdict_rating (account_id);
CREATE INDEX ix_placement_answer_annotation_id ON placement_answer (annotation_id);
CREATE INDEX ix_verdict_evidence_evidence_id ON verdict_evidence (evidence_id);
CREATE INDEX ix_event_source_source_id ON event_source (source_id);
CREATE TRIGGER event_source_no_update before update on event_source begin select raise(abort, 'the history is append-only'); end;
CREATE TRIGGER event_source_no_delete before delete on event_source begin select raise(abort, 'the history is append-only'); end;
CREATE INDEX ix_claim_supersedes_id ON claim (supersedes_id);
CREATE INDEX ix_claim_article_id_first_offset ON claim (article_id, first_offset);
CREATE INDEX ix_claim_project_id ON claim (project_id);
CREATE INDEX ix_claim_article_id ON claim (article_id);
CREATE INDEX ix_claim_merged_into_id ON claim (merged_into_id);
CREATE INDEX ix_claim_nested_in_id ON claim (nested_in_id);
CREATE INDEX ix_staged_table_project_id_user_id ON staged_table (project_id, user_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('event',2);
COMMIT;
