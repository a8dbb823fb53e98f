// Made of the description of the own API: npm run schema
export interface paths {
    "/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The record of calls, newest first; a page may hold few, even none, and still not be the last one. */
        get: operations["ListAuditRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Batches, newest first; one is forgotten thirty days after its end. */
        get: operations["ListBatches"];
        put?: never;
        /** Begins to stop, redrive, rerun or delete what a filter matches, or only says what that would be. */
        post: operations["CreateBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/batches/{batch}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One batch, with how far it is. */
        get: operations["GetBatch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/batches/{batch}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a batch up: what it has begun comes to its end, what it has done stays done. */
        post: operations["CancelBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/batches/{batch}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The executions that a batch has taken up: what was done, and what could not be done and why. */
        get: operations["ListBatchItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/buckets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Buckets of the server itself, by name. */
        get: operations["ListBuckets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/buckets/{bucket}/object": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One object, with its bytes, 256 KiB at a time. */
        get: operations["GetObject"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/buckets/{bucket}/objects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Objects of a bucket, by key. */
        get: operations["ListObjects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/definitions/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says what is wrong with a definition, and what was hardly meant; nothing is stored. */
        post: operations["CheckDefinition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/definitions/outline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives the shape of a definition, for whoever draws it; nothing is stored. */
        post: operations["OutlineDefinition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/definitions/try-state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries out one state of a definition with data that is given; nothing is called and nothing stored. */
        post: operations["TryState"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/definitions/vocabulary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The words that definitions are made of, as the compiler knows them: fields, functions, variables, actions. */
        get: operations["GetDefinitionVocabulary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Event buses of the server itself, by name: those that have an event or a rule. */
        get: operations["ListEventBuses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events/{bus}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One event bus. */
        get: operations["GetEventBus"];
        put?: never;
        /** Puts events, all or none: one in JSON (application/cloudevents+json or application/json), several (application/cloudevents-batch+json), or one whose attributes are in headers that begin with ce-. */
        post: operations["PutEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events/{bus}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was or is owed for the events of a bus, to sinks and to flows, newest first. */
        get: operations["ListEventDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events/{bus}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Events in a bus's log, newest first. */
        get: operations["ListEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events/{bus}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Has dead letters of a bus tried again, oldest first. */
        post: operations["ReplayEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events/{bus}/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rules of an event bus, by name. */
        get: operations["ListEventRules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events/{bus}/rules/{rule}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One rule of an event bus. */
        get: operations["GetEventRule"];
        /** Makes a rule of an event bus, or puts it in place of the one of its name. */
        put: operations["PutEventRule"];
        post?: never;
        /** Takes a rule away; what was owed by it is still done. */
        delete: operations["DeleteEventRule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/executions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Executions across flows, newest first; the first page also says how many there are. */
        get: operations["ListExecutions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/executions/{flow}/{execution}/rerun": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Starts a new execution with the input of one that there is, or another; its history names the old one. */
        post: operations["RerunExecution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/executions/{flow}/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One execution, with every step that it has entered and where each stands. */
        get: operations["GetExecution"];
        put?: never;
        post?: never;
        /** Deletes an execution that has ended, with its history and the children of its map runs; its name is free then. */
        delete: operations["DeleteExecution"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/executions/{flow}/{name}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What has happened in an execution, oldest first; 'after' is the number of an event. */
        get: operations["ListExecutionEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/executions/{flow}/{name}/map-runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The distributed Maps that an execution has come to, by the names of their runs. */
        get: operations["ListMapRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/executions/{flow}/{name}/map-runs/{run}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One distributed Map of an execution, with what has become of its items. */
        get: operations["GetMapRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/executions/{flow}/{name}/map-runs/{run}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Children of a distributed Map that have been started, those that were started last first. */
        get: operations["ListMapRunItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/executions/{flow}/{name}/redrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Goes on with an execution that did not succeed, where it stood; what has succeeded is not run again. */
        post: operations["RedriveExecution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/executions/{flow}/{name}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops an execution that is in progress. */
        post: operations["StopExecution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/executions/{flow}/{name}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The events of an execution as they happen, with 'id' the event's number; it ends with the event 'end'. */
        get: operations["WatchExecution"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/executions/{flow}/{name}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why an execution failed, was stopped, timed out, or does not go on: one sentence, and the facts behind it. */
        get: operations["ExplainExecution"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/explorations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Runs a definition with every combination of what its calls may come to, and says what nothing handles; nothing is called and nothing stored. */
        post: operations["ExploreDefinition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The account's flows by name, each with its last execution. */
        get: operations["ListFlows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flows/{flow}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One flow with its definition. */
        get: operations["GetFlow"];
        /** Creates a flow, or gives the one of this name another definition; executions that run keep theirs. */
        put: operations["PutFlow"];
        post?: never;
        /** Deletes a flow at once; its executions stop after the step that they are in. */
        delete: operations["DeleteFlow"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flows/{flow}/aliases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The aliases of a flow by name, and where each leads. */
        get: operations["ListFlowAliases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flows/{flow}/executions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Starts an execution, or finds the running one of this name; one of an Express flow is run to its end. */
        post: operations["StartExecution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flows/{flow}/outline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The shape of a flow, for whoever draws it. */
        get: operations["GetFlowOutline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flows/{flow}/schedules/{schedule}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keeps a schedule from firing, until it is resumed. */
        post: operations["PauseSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flows/{flow}/schedules/{schedule}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a schedule fire again. */
        post: operations["ResumeSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flows/{flow}/schedules/{schedule}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Starts now, once, what a schedule starts; its own instants stay as they are. */
        post: operations["RunSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flows/{flow}/search-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The search keys of a flow. */
        get: operations["GetSearchKeys"];
        /** Replaces the search keys of a flow, ten at most; executions that begin from then on are found by them. */
        put: operations["PutSearchKeys"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/flows/{flow}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was published of a flow, the newest first. */
        get: operations["ListFlowVersions"];
        put?: never;
        /** Publishes a flow as it stands, under its next number. */
        post: operations["PublishFlowVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/inbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tasks that wait for somebody to report, those of the newest executions first, without their tokens. */
        get: operations["ListInbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/inbox/{item}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a waiting task succeed; its history says who has decided so. */
        post: operations["ApproveTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/inbox/{item}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Fails a waiting task; its Retry and Catch have their say, and its history says who has decided so. */
        post: operations["RejectTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This description, in OpenAPI 3.1. */
        get: operations["GetOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the caller may do with a flow of this name and with its executions. */
        get: operations["ListPermissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Queues of the server itself, by name. */
        get: operations["ListQueues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/queues/{queue}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One queue, with how many messages it has and what it is set to. */
        get: operations["GetQueue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/queues/{queue}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Messages of a queue in the order in which they will be taken; all of them stay as they are. */
        get: operations["ListMessages"];
        put?: never;
        /** Sends a message to a queue that there is. */
        post: operations["SendMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/recordings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Recorded executions that have ended, newest first, as lines of JSON; what replays read. */
        get: operations["ReadRecording"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/replays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leads recorded executions of a flow through another definition, and says which would end otherwise; nothing is called and nothing stored. */
        post: operations["ReplayExecutions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Schedules of all flows, by flow and name; a page may hold few, even none, and still not be the last one. */
        get: operations["ListSchedules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/search-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The search keys of all flows that have some, by flow; a page may hold few, even none, and still not be the last one. */
        get: operations["ListSearchKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who calls, and in a browser the session that it is logged in with. */
        get: operations["GetSession"];
        put?: never;
        /** Logs in a browser with an access key; the answer sets its cookie. */
        post: operations["Login"];
        /** Logs this browser out. */
        delete: operations["Logout"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sessions of the caller, and for the owner of the account those of everybody in it. */
        get: operations["ListSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends a session of the list. */
        delete: operations["EndSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The account's executions as they change, each as it stands; 'reset' says that there were too many to tell. */
        get: operations["WatchExecutions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The server as a whole: how it does, what is stored, and what it is set to. */
        get: operations["GetSystem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/system/bundle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An archive for whoever helps: what /system says, and how the process does. No secrets, no data of flows. */
        get: operations["GetSystemBundle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/targets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which action or name of a service goes where, and how the account's calls have gone in the last hour. */
        get: operations["ListTargets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/targets/{target}/probe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Looks whether a target can be reached, and calls nothing; it takes ten seconds at most. */
        post: operations["ProbeTarget"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Runs the tests of a definition on virtual time; nothing is called and nothing stored. */
        post: operations["TestDefinition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/topics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Topics of the server itself, by name, with the queues that are subscribed. */
        get: operations["ListTopics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AccountUsage: {
            /** @description Its number. */
            account: string;
            /** @description Inputs, outputs, events and states that are stored of its flows. */
            bytes: number;
            /** @description Executions that are stored of them. */
            executions: number;
        };
        Alias: {
            /**
             * Format: date-time
             * @description When it was created.
             */
            created: string;
            /** @description Empty for none. */
            description: string;
            /** @description Unique in the flow. */
            name: string;
            /** @description One version, or two that share the starts. */
            routes: components["schemas"]["Route"][];
        };
        AliasPage: {
            /** @description One page of them. */
            items: components["schemas"]["Alias"][];
            /** @description What 'after' has to be for the next page; null when this is the last one. */
            next: string | null;
        };
        AuditRecord: {
            /** @description Empty on an open server. */
            accessKeyId: string;
            /** @description Such as acs:ram::1000000000000000:user/ada. */
            caller: string;
            /** @description Success, or the code of the error. */
            code: string;
            /** @description Of a sum: how many calls, by code. */
            leftOut?: Record<string, unknown>;
            /** @description Which it took. */
            milliseconds: number;
            /** @description What the call named. */
            names: Record<string, unknown>;
            /** @description Such as StopExecution; RefusedCalls for a sum of calls that were left out. */
            operation: string;
            /** @description Of the call; empty for what a batch has done. */
            requestId: string;
            /** @description fnf, sluice or sts. */
            service: string;
            /** @description Of the peer; empty for what a batch has done. */
            sourceIp: string;
            /** @description Of HTTP. */
            status: number;
            /**
             * Format: date-time
             * @description When it was answered.
             */
            time: string;
        };
        AuditRecordPage: {
            /** @description One page of them. */
            items: components["schemas"]["AuditRecord"][];
            /** @description What 'after' has to be for the next page; null when this is the last one. */
            next: string | null;
        };
        Batch: {
            /**
             * @description What is done to each.
             * @enum {string}
             */
            action: "stop" | "redrive" | "rerun" | "delete";
            /** @description The sentence to it. */
            cause?: string;
            /**
             * Format: date-time
             * @description When it was asked for; what begins or ends later is not meant.
             */
            created: string;
            /** @description By whom. */
            createdBy: string;
            /** @description With which they go on, or are run once more. */
            definition?: string;
            /** @description Executions to which it was done. */
            done: number;
            /**
             * Format: date-time
             * @description When nothing was left to do.
             */
            ended?: string;
            /** @description The code that they are stopped with. */
            error?: string;
            /** @description Executions that the filter matched when it was asked for, counted up to 10,000. */
            expected: number;
            /** @description Executions to which it could not be done. */
            failed: number;
            /** @description Which executions, as it was asked for. */
            filter: Record<string, unknown>;
            /** @description Of this batch, and no other one. */
            id: string;
            /** @description False when there were more than that. */
            isExpectedExact: boolean;
            /** @description Why it could not go on. */
            problem?: string;
            /**
             * @description Stopping and Stopped: given up by somebody. Failed: it could not go on.
             * @enum {string}
             */
            state: "Running" | "Stopping" | "Done" | "Stopped" | "Failed";
        };
        BatchItem: {
            /** @description Why it could not be done; docs/errors has a page for each. */
            code?: string;
            /** @description The flow's name. */
            flow: string;
            /** @description The sentence to it. */
            message?: string;
            /** @description The execution's name. */
            name: string;
            /**
             * @description What became of it.
             * @enum {string}
             */
            outcome: "UnderWay" | "Done" | "Failed";
            /** @description Of a rerun: the new execution's name. */
            started?: string;
        };
        BatchItemPage: {
            /** @description One page of them. */
            items: components["schemas"]["BatchItem"][];
            /** @description What 'after' has to be for the next page; null when this is the last one. */
            next: string | null;
        };
        BatchOrPreview: {
            /**
             * @description What is done to each.
             * @enum {string}
             */
            action?: "stop" | "redrive" | "rerun" | "delete";
            /** @description The sentence to it. */
            cause?: string;
            /** @description Of a preview: executions that match, counted up to 10,000. */
            count?: number;
            /**
             * Format: date-time
             * @description When it was asked for; what begins or ends later is not meant.
             */
            created?: string;
            /** @description By whom. */
            createdBy?: string;
            /** @description With which they go on, or are run once more. */
            definition?: string;
            /** @description Executions to which it was done. */
            done?: number;
            /**
             * Format: date-time
             * @description When nothing was left to do.
             */
            ended?: string;
            /** @description The code that they are stopped with. */
            error?: string;
            /** @description Executions that the filter matched when it was asked for, counted up to 10,000. */
            expected?: number;
            /** @description Executions to which it could not be done. */
            failed?: number;
            /** @description Which executions, as it was asked for. */
            filter?: Record<string, unknown>;
            /** @description Of this batch, and no other one. */
            id?: string;
            /** @description Of a preview: false when there are more than that. */
            isCountExact?: boolean;
            /** @description False when there were more than that. */
            isExpectedExact?: boolean;
            /** @description Why it could not go on. */
            problem?: string;
            /** @description Of a preview: the newest of them. */
            sample?: components["schemas"]["FoundExecution"][];
            /**
             * @description Stopping and Stopped: given up by somebody. Failed: it could not go on.
             * @enum {string}
             */
            state?: "Running" | "Stopping" | "Done" | "Stopped" | "Failed";
        };
        BatchPage: {
            /** @description One page of them. */
            items: components["schemas"]["Batch"][];
            /** @description What 'after' has to be for the next page; null when this is the last one. */
            next: string | null;
        };
        Bucket: {
            /** @description The bucket's name. */
            name: string;
        };
        BucketPage: {
            /** @description One page of them. */
            items: components["schemas"]["Bucket"][];
            /** @description What 'after' has to be for the next page; null when this is the last one. */
            next: string | null;
        };
        CheckedDefinition: {
            /** @description Errors and warnings, in the order of the text. */
            diagnostics: components["schemas"]["Diagnostic"][];
            /** @description Whether it would be accepted. */
            isValid: boolean;
            /**
             * @description Null when it can be neither.
             * @enum {string|null}
             */
            language: "StateMachine" | "Classic" | null;
        };
        Decision: {
            /** @description Of the event that says so in the execution's history. */
            eventId: number;
            /** @description Of the inbox item. */
            id: string;
        };
        Diagnostic: {
            /** @description Such as SL1004; docs/errors has a page for each. */
            code: string;
            /** @description Where it begins, from 1. */
            column: number;
            /** @description What would be right; null when the message says it all. */
            hint: string | null;
            /** @description Where it begins, from 1. */
            line: number;
            /** @description What is wrong, in one sentence. */
            message: string;
            /**
             * @description A definition with an error is refused.
             * @enum {string}
             */
            severity: "error" | "warning";
        };
        Edge: {
            /** @description Where it is written. */
            column: number;
            /** @description Of an option, as it is written. */
            condition?: string;
            /** @description The codes that a rule names. */
            errors?: string[];
            /**
             * @description By what an execution leaves the state.
             * @enum {string}
             */
            kind: "Next" | "Option" | "Default" | "Catch" | "Retry";
            /** @description Where it is written. */
            line: number;
            /** @description Among those of its kind, from 0. */
            ordinal: number;
            /** @description Id of the scope that runs on the way. */
            steps?: number;
            /** @description Id of a state of the same scope; null where the scope ends. */
            target: number | null;
        };
        Error: {
            /** @description Stable; docs/errors has a page for each. */
            code: string;
            /** @description Of a definition that is refused. */
            diagnostics?: components["schemas"]["Diagnostic"][];
            /** @description What is wrong and what would be right. */
            message: string;
            /** @description By which log and audit name the call. */
            requestId: string;
        };
        ErrorCount: {
            /** @description That calls failed with; 'others' for codes beyond sixteen. */
            code: string;
            /** @description How often. */
            count: number;
        };
        Event: {
            /** @description JSON, as text. */
            EventDetail: string;
            /** @description 1, 2, 3 and so on. */
            EventId: number;
            /** @description The event that led to this one; 0 for the first. */
            ScheduleEventId: number;
            /** @description Empty for the execution's own events. */
            StepName: string;
            /**
             * Format: date-time
             * @description When it happened.
             */
            Time: string;
            /**
             * @description What happened.
             * @enum {string}
             */
            Type: "ExecutionStarted" | "ExecutionSucceeded" | "ExecutionFailed" | "ExecutionStopped" | "ExecutionTimedOut" | "ExecutionRedriven" | "StepEntered" | "StepStarted" | "StepSucceeded" | "StepFailed" | "StepExited" | "BranchEntered" | "BranchExited" | "IterationEntered" | "IterationExited" | "TaskScheduled" | "TaskStarted" | "TaskSubmitted" | "TaskSubmitFailed" | "TaskSucceeded" | "TaskFailed" | "TaskTimedOut" | "MapRunStarted" | "MapRunSucceeded" | "MapRunFailed" | "MapRunAborted";
        };
        EventBus: {
            /** @description Dead letters: deliveries that nobody tries any more. */
            dead: number;
            /** @description In its log. */
            events: number;
            /**
             * Format: date-time
             * @description When the last of them was taken.
             */
            last?: string;
            /** @description The bus's name. */
            name: string;
            /** @description That start flows. */
            rules: number;
            /** @description Deliveries that are being made, or will be. */
            waiting: number;
        };
        EventBusPage: {
            /** @description One page of them. */
            items: components["schemas"]["EventBus"][];
            /** @description What 'after' has to be for the next page; null when this is the last one. */
            next: string | null;
        };
        EventDelivery: {
            /** @description So far. */
            attempts: number;
            /**
             * Format: date-time
             * @description When something became of it last.
             */
            changed: string;
            /** @description By which it is replayed. */
            delivery: string;
            /**
             * Format: date-time
             * @description When it is tried next, or has been since; only while it waits.
             */
            due?: string;
            /** @description That the rule starts; absent for a sink. */
            flow?: string;
            /** @description Of the event. */
            id: string;
            /** @description Why the last attempt that failed has failed. */
            problem?: string;
            /** @description What came of it: the execution that was started. */
            result?: string;
            /** @description Of the event. */
            source: string;
            /**
             * @description A dead letter is tried again only when it is replayed.
             * @enum {string}
             */
            state: "waiting" | "dead" | "delivered";
            /** @description The sink's or the rule's name. */
            to: string;
        };
        EventDeliveryPage: {
            /** @description One page of them. */
            items: components["schemas"]["EventDelivery"][];
            /** @description What 'after' has to be for the next page; null when this is the last one. */
            next: string | null;
        };
        EventPage: {
            /** @description One page of them. */
            items: components["schemas"]["Event"][];
            /** @description What 'after' has to be for the next page; null when this is the last one. */
            next: string | null;
        };
        EventRule: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            created: string;
            /** @description What it is for; empty for nothing. */
            description: string;
            /** @description Whether it starts anything. */
            enabled: boolean;
            /** @description That each event which matches starts. */
            flow: string;
            /** @description What the flow's input is made of; absent for the whole event. */
            input?: Record<string, unknown>;
            /**
             * Format: date-time
             * @description When it was changed last.
             */
            modified: string;
            /** @description Unique in its bus. */
            name: string;
            /** @description Which events are meant. */
            pattern: Record<string, unknown>;
        };
        EventRulePage: {
            /** @description One page of them. */
            items: components["schemas"]["EventRule"][];
            /** @description What 'after' has to be for the next page; null when this is the last one. */
            next: string | null;
        };
        Execution: {
            /** @description The sentence to the error. */
            cause?: string;
            /**
             * Format: date-time
             * @description When it times out.
             */
            deadline?: string;
            /** @description The code of what it failed with. */
            error?: string;
            /** @description Name of its flow. */
            flow: string;
            /** @description That it was started with; null for none. */
            input: unknown;
            /** @description Number of its newest event. */
            lastEvent: number;
            /** @description The map run that it is a child of. */
            mapRun?: string;
            /** @description Unique in the flow. */
            name: string;
            /** @description Null until it has succeeded. */
            output: unknown;
            /** @description The version or alias that it was started through. */
            qualifier?: string;
            /**
             * Format: date-time
             * @description When it was started.
             */
            started: string;
            /**
             * @description Where it stands.
             * @enum {string}
             */
            status: "Starting" | "Running" | "Stopped" | "Succeeded" | "Failed" | "TimedOut";
            /** @description Every step that was entered, in this order. */
            steps: components["schemas"]["Step"][];
            /** @description Steps that are not among them, because they would be too many. */
            stepsLeftOut: number;
            /**
             * Format: date-time
             * @description When it ended.
             */
            stopped?: string;
        };
        ExecutionBrief: {
            /** @description The code of what it failed with. */
            error?: string;
            /** @description Name of its flow. */
            flow: string;
            /** @description Unique in the flow. */
            name: string;
            /**
             * Format: date-time
             * @description When it was started.
             */
            started: string;
            /**
             * @description Where it stands.
             * @enum {string}
             */
            status: "Starting" | "Running" | "Stopped" | "Succeeded" | "Failed" | "TimedOut";
            /**
             * Format: date-time
             * @description When it ended.
             */
            stopped?: string;
        };
        Exploration: {
            /** @description Of them, how many came to where others had been. */
            alike: number;
            /** @description Where answers come from. */
            assumed: string;
            /** @description Faults up to which no combination was left out; -1 for none. */
            completeUpTo: number;
            /** @description How runs ended. */
            ends: components["schemas"]["ExploreEnds"];
            /** @description What the flow hardly means to do. */
            findings: components["schemas"]["ExploreFinding"][];
            /** @description Combinations of one fault more that were not run. */
            left: number;
            /** @description States whose answers were made up. */
            madeUp: string[];
            /** @description States that no run entered. */
            neverEntered: string[];
            /** @description Ways that no run took. */
            neverTaken: string[];
            /** @description What is no finding, and worth knowing. */
            notes: string[];
            /** @description What was left out. */
            notTried: string[];
            /** @description How many were made. */
            runs: number;
            /** @description Repeats it. */
            seed: number;
        };
        ExploreEnds: {
            /** @description How many runs. */
            Failed?: number;
            /** @description How many runs. */
            Running?: number;
            /** @description How many runs. */
            Starting?: number;
            /** @description How many runs. */
            Stopped?: number;
            /** @description How many runs. */
            Succeeded?: number;
            /** @description How many runs. */
            TimedOut?: number;
        };
        ExploreFinding: {
            /** @description In that line. */
            column: number;
            /** @description With which it happens, made small. */
            input: Record<string, unknown>;
            /**
             * @description What kind it is of.
             * @enum {string}
             */
            kind: "unhandled" | "expression" | "compensation" | "twice" | "property" | "stuck" | "loop" | "limit";
            /** @description Where the definition has the state; of a statement where the tests have it. */
            line: number;
            /** @description In how many runs it happened. */
            runs: number;
            /** @description Path of the state that it is about; empty for none. */
            state: string;
            /** @description The same as a test, an item of the list of a file of tests; it fails until the flow is mended. */
            test: string;
            /** @description In words. */
            what: string;
            /** @description The fewest things that go wrong with which it happens. */
            when: string[];
        };
        FailedCall: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description That it failed with. */
            code: string;
            /** @description The execution's name; its history has the rest. */
            execution: string;
            /** @description The flow's name. */
            flow: string;
            /** @description The state that made the call. */
            state: string;
        };
        FieldsHere: {
            /**
             * @description Of the definition.
             * @enum {string}
             */
            language: "StateMachine" | "Classic";
            /** @description The fields that mean something there. */
            names: string[];
            /** @description Of the state that it is or belongs to; left out for any. */
            type?: string;
            /** @description The field that holds the mapping, such as States; empty for the whole. */
            within: string;
        };
        Flow: {
            /**
             * Format: date-time
             * @description When it was created.
             */
            created: string;
            /** @description Empty for none. */
            description: string;
            /** @description Of this flow, and no later one of the same name. */
            id: string;
            /** @description The one that was started last. */
            lastExecution?: components["schemas"]["ExecutionBrief"];
            /**
             * @description Of its executions.
             * @enum {string}
             */
            mode: "Standard" | "Express";
            /**
             * Format: date-time
             * @description When it was changed last.
             */
            modified: string;
            /** @description Unique in the account. */
            name: string;
            /** @description The role that it acts as; empty for none. */
            roleArn: string;
            /** @description FDL, or DEFAULT. */
            type: string;
        };
        FlowPage: {
            /** @description One page of them. */
            items: components["schemas"]["Flow"][];
            /** @description What 'after' has to be for the next page; null when this is the last one. */
            next: string | null;
        };
        FlowRetention: {
            /** @description How many are kept; left out for any number. */
            count?: number;
            /** @description Days for which its executions are kept; left out when for ever. */
            days?: number;
            /** @description The flow's name. */
            flow: string;
        };
        FlowSearchKeys: {
            /** @description The flow's name. */
            flow: string;
            /** @description Of one flow, ten at most. */
            keys: components["schemas"]["SearchKey"][];
        };
        FlowSearchKeysPage: {
            /** @description One page of them. */
            items: components["schemas"]["FlowSearchKeys"][];
            /** @description What 'after' has to be for the next page; null when this is the last one. */
            next: string | null;
        };
        FlowUsage: {
            /** @description Inputs, outputs, events and states that are stored of it. */
            bytes: number;
            /** @description Executions that are stored of it. */
            executions: number;
            /** @description The flow's name; null for one that is deleted and not yet cleaned away. */
            flow: string | null;
        };
        FlowWithDefinition: {
            /**
             * Format: date-time
             * @description When it was created.
             */
            created: string;
            /** @description The text as it was sent. */
            definition: string;
            /** @description Empty for none. */
            description: string;
            /** @description Of this flow, and no later one of the same name. */
            id: string;
            /** @description The one that was started last. */
            lastExecution?: components["schemas"]["ExecutionBrief"];
            /**
             * @description Of its executions.
             * @enum {string}
             */
            mode: "Standard" | "Express";
            /**
             * Format: date-time
             * @description When it was changed last.
             */
            modified: string;
            /** @description Unique in the account. */
            name: string;
            /** @description The role that it acts as; empty for none. */
            roleArn: string;
            /** @description FDL, or DEFAULT. */
            type: string;
        };
        FoundExecution: {
            /** @description What is damaged; then flow, name and start are true, and the rest may not be. */
            damage?: string;
            /** @description The code of what it failed with. */
            error?: string;
            /** @description Name of its flow. */
            flow: string;
            /** @description Unique in the flow. */
            name: string;
            /** @description A step waits to be tried again. */
            retrying: boolean;
            /**
             * Format: date-time
             * @description When it was started.
             */
            started: string;
            /** @description Name of the state that it failed in. */
            state?: string;
            /**
             * @description Where it stands.
             * @enum {string}
             */
            status: "Starting" | "Running" | "Stopped" | "Succeeded" | "Failed" | "TimedOut";
            /**
             * Format: date-time
             * @description When it ended.
             */
            stopped?: string;
            /** @description A step waits for somebody to report. */
            waiting: boolean;
        };
        FoundExecutions: {
            /** @description All pages together, counted up to 10,000; on the first page. */
            count?: number;
            /** @description False when there are more than that; on the first page. */
            isCountExact?: boolean;
            /** @description One page of them. */
            items: components["schemas"]["FoundExecution"][];
            /** @description What 'after' has to be for the next page; null when this is the last one. */
            next: string | null;
        };
        InboxItem: {
            /** @description The execution's name. */
            execution: string;
            /** @description The flow's name. */
            flow: string;
            /** @description By which it is decided about; no secret, and not the task's token. */
            id: string;
            /** @description What the state was given, but for the token; left out above 64 KiB. */
            input?: unknown;
            /**
             * Format: date-time
             * @description Since when it waits.
             */
            since: string;
            /** @description The state's name behind those around it. */
            state: string;
            /**
             * Format: date-time
             * @description When it is given up; left out when the task has no timeout.
             */
            until?: string;
        };
        InboxItemPage: {
            /** @description One page of them. */
            items: components["schemas"]["InboxItem"][];
            /** @description What 'after' has to be for the next page; null when this is the last one. */
            next: string | null;
        };
        Instant: {
            /** @description The same on the clocks of the schedule's zone. */
            local: string;
            /**
             * Format: date-time
             * @description When it is.
             */
            utc: string;
        };
        KnownAction: {
            /** @description Whether this server carries it out. */
            isServed: boolean;
            /** @description What TaskMode may be. */
            modes: string[];
            /** @description Such as HTTP:Request. */
            name: string;
            /** @description Parameters that may be. */
            optional: string[];
            /** @description Parameters that have to be there. */
            required: string[];
        };
        KnownFunction: {
            /** @description The same. */
            chinese: string;
            /** @description What it gives. */
            english: string;
            /** @description As expressions call it. */
            name: string;
            /** @description Three dots behind one that may come again. */
            parameters: string[];
        };
        LastProbe: {
            /**
             * Format: date-time
             * @description When it was looked at.
             */
            at: string;
            /** @description How long that took. */
            milliseconds: number;
            /** @description Why not. */
            problem?: string;
            /** @description Whether it can be reached. */
            reachable: boolean;
        };
        Licence: {
            /** @description By its name in the list of SPDX. */
            licence: string;
            /** @description What the program brings along. */
            name: string;
        };
        LimitWarning: {
            /**
             * Format: date-time
             * @description When it was last.
             */
            at: string;
            /** @description How often. */
            count: number;
            /** @description What has come near it, and how near. */
            message: string;
            /** @description What sets the limit. */
            setting: string;
        };
        ListedObject: {
            /** @description Differs when the bytes differ. */
            etag: string;
            /** @description The object's name in its bucket. */
            key: string;
            /**
             * Format: date-time
             * @description When it was put.
             */
            lastModified: string;
            /** @description Its bytes. */
            size: number;
        };
        ListedObjectPage: {
            /** @description One page of them. */
            items: components["schemas"]["ListedObject"][];
            /** @description What 'after' has to be for the next page; null when this is the last one. */
            next: string | null;
        };
        ListedQueue: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            created: string;
            /** @description Messages that it has, whether or not they can be taken now; counted up to 10,000. */
            messages: number;
            /** @description The queue's name. */
            name: string;
        };
        ListedQueuePage: {
            /** @description One page of them. */
            items: components["schemas"]["ListedQueue"][];
            /** @description What 'after' has to be for the next page; null when this is the last one. */
            next: string | null;
        };
        ListedSession: {
            /** @description With which key. */
            accessKeyId: string;
            /** @description From where; empty when that is not known. */
            address: string;
            /** @description Who is logged in. */
            caller: string;
            /**
             * Format: date-time
             * @description When it ends, whatever is called.
             */
            expires: string;
            /** @description By which it can be ended. */
            id: string;
            /** @description Whether it is the one that asks. */
            isThis: boolean;
            /**
             * Format: date-time
             * @description When it was used last.
             */
            seen: string;
            /**
             * Format: date-time
             * @description When it began.
             */
            started: string;
        };
        ListedSessionPage: {
            /** @description One page of them. */
            items: components["schemas"]["ListedSession"][];
            /** @description What 'after' has to be for the next page; null when this is the last one. */
            next: string | null;
        };
        LoggedEvent: {
            /** @description Whole, as CloudEvents 1.0 in JSON. */
            event: Record<string, unknown>;
            /** @description Within its source. */
            id: string;
            /** @description With the id, what names it in its bus. */
            source: string;
            /**
             * Format: date-time
             * @description When the bus took it.
             */
            taken: string;
            /** @description What has happened. */
            type: string;
        };
        LoggedEventPage: {
            /** @description One page of them. */
            items: components["schemas"]["LoggedEvent"][];
            /** @description What 'after' has to be for the next page; null when this is the last one. */
            next: string | null;
        };
        MapRun: {
            /**
             * @description Of its children.
             * @enum {string}
             */
            childMode?: "Standard" | "Express";
            /** @description Children at once. */
            concurrency: number;
            /** @description Which child was the first to fail, and why. */
            firstFailure?: string;
            /** @description What has become of them. */
            items: components["schemas"]["MapRunItems"];
            /** @description Made up by the server. */
            name: string;
            /**
             * Format: date-time
             * @description When it began.
             */
            started: string;
            /** @description Name of the Map. */
            state?: string;
            /**
             * @description How it stands.
             * @enum {string}
             */
            status: "Starting" | "Running" | "Stopped" | "Succeeded" | "Failed" | "TimedOut";
            /**
             * Format: date-time
             * @description When it ended; left out while it runs.
             */
            stopped?: string;
            /** @description Items that may fail; 0 when nothing is said. */
            toleratedFailedCount: number;
            /** @description Share of items that may fail, 0 to 100; 0 when nothing is said. */
            toleratedFailedPercentage: number;
        };
        MapRunItem: {
            /** @description The sentence to it. */
            cause?: string;
            /** @description What is damaged; then name and start are true, and the rest may not be. */
            damage?: string;
            /** @description The code that it failed with. */
            error?: string;
            /** @description 0, 1, 2 … in the order of the items. */
            index: number;
            /** @description Of the child's own execution, in the same flow. */
            name: string;
            /**
             * Format: date-time
             * @description When it began.
             */
            started: string;
            /** @description Name of the state that it failed in. */
            state?: string;
            /**
             * @description How it stands.
             * @enum {string}
             */
            status: "Starting" | "Running" | "Stopped" | "Succeeded" | "Failed" | "TimedOut";
            /**
             * Format: date-time
             * @description When it ended; left out while it runs.
             */
            stopped?: string;
        };
        MapRunItemPage: {
            /** @description One page of them. */
            items: components["schemas"]["MapRunItem"][];
            /** @description What 'after' has to be for the next page; null when this is the last one. */
            next: string | null;
        };
        MapRunItems: {
            /** @description Of a run that is over, those that came to no end. */
            aborted: number;
            /** @description Those of children that failed, timed out, or were stopped by somebody. */
            failed: number;
            /** @description Those that are not started yet. */
            pending: number;
            /** @description Those of children in progress. */
            running: number;
            /** @description Those of children that have succeeded. */
            succeeded: number;
            /** @description Items that are known so far. */
            total: number;
        };
        MapRunPage: {
            /** @description One page of them. */
            items: components["schemas"]["MapRun"][];
            /** @description What 'after' has to be for the next page; null when this is the last one. */
            next: string | null;
        };
        Message: {
            /** @description As it was sent. */
            body: string;
            /**
             * Format: date-time
             * @description When it was taken first.
             */
            firstTaken?: string;
            /** @description By which whoever sent it knows it. */
            id: string;
            /** @description 1 to 16; lower comes first. */
            priority: number;
            /**
             * Format: date-time
             * @description When it was sent.
             */
            sent: string;
            /** @description How often it was taken. */
            taken: number;
            /**
             * Format: date-time
             * @description From when on it can be taken.
             */
            visible: string;
        };
        MessagePage: {
            /** @description One page of them. */
            items: components["schemas"]["Message"][];
            /** @description What 'after' has to be for the next page; null when this is the last one. */
            next: string | null;
        };
        Nothing: Record<string, unknown>;
        ObjectContent: {
            /** @description Bytes of the object, as text where they are UTF-8 and else in base64. */
            content: string;
            /** @description Differs when the bytes differ. */
            etag: string;
            /** @description The byte that the content begins with, counted from 0. */
            from: number;
            /** @description Whether it is in base64. */
            isBase64: boolean;
            /** @description The object's name in its bucket. */
            key: string;
            /**
             * Format: date-time
             * @description When it was put.
             */
            lastModified: string;
            /** @description What 'from' has to be for the bytes that follow; null behind the last. */
            next: number | null;
            /** @description Its bytes. */
            size: number;
        };
        OpenApi: {
            /** @description What answers look like. */
            components: Record<string, unknown>;
            /** @description What is described. */
            info: Record<string, unknown>;
            /** @description The version of the form. */
            openapi: string;
            /** @description What can be called. */
            paths: Record<string, unknown>;
            /** @description Where it is. */
            servers: Record<string, unknown>[];
        };
        Outline: {
            /**
             * @description In which it is written.
             * @enum {string}
             */
            language: "StateMachine" | "Classic";
            /** @description That the definition gives itself; null for none. */
            name: string | null;
            /** @description By id. */
            scopes: components["schemas"]["Scope"][];
            /** @description By id. */
            states: components["schemas"]["State"][];
        };
        Permissions: {
            /** @description Names as policies have them, such as sluice:StopExecution. */
            allowed: string[];
        };
        Probed: {
            /**
             * Format: date-time
             * @description When it was looked at.
             */
            at: string;
            /** @description How long that took. */
            milliseconds: number;
            /** @description Of the target. */
            name: string;
            /** @description Why not. */
            problem?: string;
            /** @description Whether it can be reached. */
            reachable: boolean;
        };
        PutEvent: {
            /** @description Of the event. */
            id: string;
            /** @description False when the bus had an event of this source and id already: it goes nowhere anew. */
            isNew: boolean;
            /** @description Of the event. */
            source: string;
        };
        PutEvents: {
            /** @description One for each event, in their order. */
            items: components["schemas"]["PutEvent"][];
        };
        PutFlow: {
            /**
             * Format: date-time
             * @description When it was created.
             */
            created: string;
            /** @description The text as it was sent. */
            definition: string;
            /** @description Empty for none. */
            description: string;
            /** @description Of this flow, and no later one of the same name. */
            id: string;
            /** @description Whether there was no flow of this name before. */
            isNew: boolean;
            /** @description The one that was started last. */
            lastExecution?: components["schemas"]["ExecutionBrief"];
            /**
             * @description Of its executions.
             * @enum {string}
             */
            mode: "Standard" | "Express";
            /**
             * Format: date-time
             * @description When it was changed last.
             */
            modified: string;
            /** @description Unique in the account. */
            name: string;
            /** @description The role that it acts as; empty for none. */
            roleArn: string;
            /** @description FDL, or DEFAULT. */
            type: string;
        };
        Queue: {
            /** @description Messages that can be taken now. */
            active: number;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created: string;
            /** @description Messages that can be taken later. */
            delayed: number;
            /** @description Until a message can be taken. */
            delaySeconds: number;
            /** @description Messages that were taken and not deleted yet. */
            inactive: number;
            /** @description Bytes of a message at the most. */
            maximumMessageSize: number;
            /** @description Until a message is dropped that nobody deleted. */
            messageRetentionSeconds: number;
            /**
             * Format: date-time
             * @description When what it is set to was changed last.
             */
            modified: string;
            /** @description The queue's name. */
            name: string;
            /** @description That whoever asks waits for a message. */
            pollingWaitSeconds: number;
            /** @description For which a message that was taken is hidden from others. */
            visibilitySeconds: number;
        };
        RecordingLine: {
            /** @description A revision that executions further down have run. */
            definition?: Record<string, unknown>;
            /** @description The last line: how many executions there are, and how many were left out. */
            end?: Record<string, unknown>;
            /** @description Each an array: number, cause, type, step, Unix milliseconds, detail. */
            events?: unknown[];
            /** @description One that has ended; its events follow. */
            execution?: Record<string, unknown>;
            /** @description Limits under which a server worked, by name. */
            terms?: Record<string, unknown>;
        };
        RedriveMisfit: {
            /** @description Likewise. */
            column: number;
            /** @description Where the state is written in the definition that it ran; 0 for none. */
            line: number;
            /** @description Of the state; empty when it is the whole execution. */
            path: string;
            /** @description What does not fit, in one sentence. */
            problem: string;
        };
        Redriven: {
            /** @description The code of what it failed with. */
            error?: string;
            /** @description Name of its flow. */
            flow: string;
            /** @description Nothing has been changed. */
            isDryRun: boolean;
            /** @description Branches and iterations that have ended and are not run again. */
            kept: number;
            /** @description What stands in the way, after a dry run. */
            misfits: components["schemas"]["RedriveMisfit"][];
            /** @description Unique in the flow. */
            name: string;
            /**
             * Format: date-time
             * @description When it was started.
             */
            started: string;
            /**
             * @description Where it stands.
             * @enum {string}
             */
            status: "Starting" | "Running" | "Stopped" | "Succeeded" | "Failed" | "TimedOut";
            /** @description What is taken up again, in this order. */
            steps: components["schemas"]["RedrivenStep"][];
            /**
             * Format: date-time
             * @description When it ended.
             */
            stopped?: string;
        };
        RedrivenStep: {
            /**
             * @description What becomes of it.
             * @enum {string}
             */
            action: "RunsAgain" | "Leaves" | "GoesOn" | "Opens" | "Begins" | "Ends";
            /** @description Where the state is written, from 1; 0 for the flow itself. */
            column: number;
            /** @description Items of a distributed Map that have succeeded. */
            itemsKept: number;
            /** @description Its other items. */
            itemsLeft: number;
            /** @description Such as Task; empty for the flow itself. */
            kind: string;
            /** @description Where the state is written, from 1; 0 for the flow itself. */
            line: number;
            /** @description Branches or iterations that had not begun. */
            notBegun: number;
            /** @description The state's name behind those around it; empty for the flow itself. */
            path: string;
            /** @description Why that may be in vain. */
            warning?: string;
        };
        Replay: {
            /** @description That were replayed. */
            executions: number;
            /** @description Left out, since retention or damage has taken them. */
            gone: number;
            /** @description Those that differ alike, in one each; what matters most comes first. */
            groups: components["schemas"]["ReplayGroup"][];
            /** @description False when time or memory was over before all that were asked for. */
            isComplete: boolean;
            /** @description Each that is not entirely the same, newest first. */
            items: components["schemas"]["ReplayedExecution"][];
            /** @description Left out, since they have not ended. */
            running: number;
            /** @description That would end the same, by whatever path. */
            same: number;
            /** @description How many of each verdict. */
            verdicts: components["schemas"]["ReplayVerdicts"];
        };
        ReplayedEvents: {
            /** @description Dead letters that are tried again from the beginning, 1,000 at the most. */
            count: number;
        };
        ReplayedExecution: {
            /** @description How it would end; empty when nobody knows. */
            after: string;
            /** @description How it ended: status and error code. */
            before: string;
            /** @description In that line. */
            column: number | null;
            /** @description Where the new definition says so; null for nowhere. */
            line: number | null;
            /** @description Of the execution. */
            name: string;
            /** @description What need not make a difference: changed requests, calls that are not made any more. */
            notes: string[];
            /** @description What makes the difference, or why nothing can be said. */
            reason: string;
            /**
             * Format: date-time
             * @description When it had started.
             */
            started: string;
            /**
             * @description What can be said of it.
             * @enum {string}
             */
            verdict: "same" | "differs" | "path" | "calls" | "order" | "unknown" | "notComparable";
        };
        ReplayGroup: {
            /** @description How it would end; empty when nobody knows. */
            after: string;
            /** @description How it ended: status and error code. */
            before: string;
            /** @description In that line. */
            column: number | null;
            /** @description How many executions. */
            count: number;
            /**
             * @description In what they differ.
             * @enum {string}
             */
            kind: "wouldNotFail" | "wouldFail" | "wouldEndOtherwise" | "dependsOnOrder" | "unknown" | "notComparable" | "otherPath" | "otherCalls";
            /** @description Where the new definition says so; null for nowhere. */
            line: number | null;
            /** @description Names of 5 of them at most. */
            names: string[];
            /** @description What makes the difference, or why nothing can be said. */
            reason: string;
        };
        ReplayVerdicts: {
            /** @description How many. */
            calls: number;
            /** @description How many. */
            differs: number;
            /** @description How many. */
            notComparable: number;
            /** @description How many. */
            order: number;
            /** @description How many. */
            path: number;
            /** @description How many. */
            same: number;
            /** @description How many. */
            unknown: number;
        };
        RetryCount: {
            /** @description The attempt that failed last, 1 for the first. */
            attempt: number;
            /**
             * Format: date-time
             * @description When it is tried again.
             */
            next: string;
            /** @description Attempts at the most. */
            of: number;
        };
        Route: {
            /** @description The number of a version. */
            version: number;
            /** @description Its share of the starts, in percent. */
            weight: number;
        };
        Schedule: {
            /** @description The expression as it was written. */
            cron: string;
            /** @description Empty for none. */
            description: string;
            /** @description Name of its flow. */
            flow: string;
            /** @description False while it is paused. */
            isEnabled: boolean;
            /** @description What it has started last. */
            lastExecution?: components["schemas"]["ExecutionBrief"];
            /** @description Instants that were left out in all, because no server was there in time. */
            missed: number;
            /**
             * Format: date-time
             * @description The first of those left out last.
             */
            missedFrom?: string;
            /**
             * Format: date-time
             * @description The last of those.
             */
            missedUntil?: string;
            /** @description Unique in the flow. */
            name: string;
            /** @description When it fires next, five times at the most. */
            next: components["schemas"]["Instant"][];
            /** @description What its executions get; null for nothing. */
            payload: unknown;
            /** @description The time zone that it is in. */
            zone: string;
        };
        SchedulePage: {
            /** @description One page of them. */
            items: components["schemas"]["Schedule"][];
            /** @description What 'after' has to be for the next page; null when this is the last one. */
            next: string | null;
        };
        Scope: {
            /** @description Where it is written. */
            column: number;
            /** @description Its place among the scopes; 0 is the flow's own. */
            id: number;
            /** @description Where it is written. */
            line: number;
            /** @description What runs it. */
            owner?: components["schemas"]["ScopeOwner"];
            /** @description Id of the state that runs first; null for none. */
            start: number | null;
            /** @description Ids, in written order. */
            states: number[];
        };
        ScopeOwner: {
            /** @description Which branch or option; null for what runs once for each item. */
            index: number | null;
            /**
             * @description What it is to that state.
             * @enum {string}
             */
            role: "Branch" | "Iteration" | "Child" | "Option";
            /** @description Id of the state that runs the scope. */
            state: number;
        };
        SearchKey: {
            /** @description 1 to 64 letters, digits, _ and -; lists take it as key.<name>. */
            name: string;
            /** @description Where the value stands in the input, such as $.order.id. */
            path: string;
        };
        SearchKeys: {
            /** @description Of one flow, ten at most. */
            keys: components["schemas"]["SearchKey"][];
        };
        SentMessage: {
            /** @description Of the message. */
            id: string;
            /** @description Of its body, in upper-case hexadecimal digits. */
            md5: string;
        };
        Session: {
            /** @description The key that was logged in with or signed with; empty on an open server. */
            accessKeyId: string;
            /** @description Whose things are shown. */
            account: string;
            /** @description Who calls, such as acs:ram::1000000000000000:user/ada. */
            caller: string;
            /** @description What calls that change something send as x-sluice-csrf. */
            csrfToken?: string;
            /**
             * Format: date-time
             * @description When it ends, whatever is called.
             */
            expires?: string;
            /** @description Of the session of this browser. */
            id?: string;
            /** @description Nobody has to log in here: the server has no keys. */
            isOpen: boolean;
            /** @description Whether that one may do everything in the account. */
            isOwner: boolean;
        };
        SettingInUse: {
            /** @description As in the settings file. */
            name: string;
            /** @description A flag, a variable, or file, line and column; 'default' when it was not given. */
            origin: string;
            /** @description As it was written; secrets are '***'. */
            value: string;
        };
        StartedExecution: {
            /** @description The sentence to the error. */
            cause?: string;
            /** @description The code of what it failed with. */
            error?: string;
            /** @description Name of its flow. */
            flow: string;
            /** @description Unique in the flow. */
            name: string;
            /** @description Of an Express execution, which has ended already. */
            output?: unknown;
            /**
             * Format: date-time
             * @description When it was started.
             */
            started: string;
            /**
             * @description Where it stands.
             * @enum {string}
             */
            status: "Starting" | "Running" | "Stopped" | "Succeeded" | "Failed" | "TimedOut";
            /**
             * Format: date-time
             * @description When it ended.
             */
            stopped?: string;
        };
        State: {
            /** @description What a Task calls. */
            action?: string;
            /**
             * @description Of the executions that a distributed Map starts.
             * @enum {string}
             */
            childMode?: "Standard" | "Express";
            /** @description Where it is written. */
            column: number;
            /** @description Every way on. */
            edges: components["schemas"]["Edge"][];
            /** @description Its place among the states. */
            id: number;
            /** @description Whether any way leads to it. */
            isReachable: boolean;
            /**
             * @description What it does.
             * @enum {string}
             */
            kind: "Pass" | "Task" | "Wait" | "Choice" | "Parallel" | "Map" | "DistributedMap" | "Succeed" | "Fail";
            /** @description Where it is written. */
            line: number;
            /** @description Unique in its scope. */
            name: string;
            /** @description The containers around it and its name: Ship[2]/Each[*]/Pack. */
            path: string;
            /** @description Id of the scope that it lies in. */
            scope: number;
            /**
             * @description When a Task is done.
             * @enum {string}
             */
            taskMode?: "RequestComplete" | "WaitForSystemCallback" | "WaitForCustomCallback";
        };
        Step: {
            /** @description The enteredEvent of the step that it lies in. */
            around?: number;
            /** @description How often it was tried on this visit. */
            attempts: number;
            /** @description The sentence to it. */
            cause?: string;
            /**
             * Format: date-time
             * @description When it was entered.
             */
            entered: string;
            /** @description Its StepEntered. */
            enteredEvent: number;
            /** @description The code of what it failed with last. */
            error?: string;
            /**
             * Format: date-time
             * @description When it was left.
             */
            exited?: string;
            /** @description The map run that it waits for. */
            mapRun?: string;
            /** @description Of its state. */
            name: string;
            /** @description With those around it, where it is known: both[1]/charge. */
            path?: string;
            /** @description While it waits to be tried again. */
            retry?: components["schemas"]["RetryCount"];
            /** @description Branches or iterations that it has. */
            scopes?: number;
            /** @description Those of them that have ended. */
            scopesEnded?: number;
            /**
             * @description Where it stands; 'aborted' was given up because something else ended.
             * @enum {string}
             */
            status: "running" | "waiting" | "retrying" | "succeeded" | "failed" | "aborted";
            /**
             * Format: date-time
             * @description When a wait is over, or what it waits for is given up.
             */
            until?: string;
        };
        Subscription: {
            /** @description Its name. */
            name: string;
            /** @description That gets what is published. */
            queue: string;
            /** @description Only messages with this tag. */
            tag?: string;
        };
        System: {
            /** @description Calls to services that are out. */
            callsOut: number;
            /** @description Calls to services that wait for a place. */
            callsWaiting: number;
            /** @description What that depends on. */
            checks: components["schemas"]["SystemCheck"][];
            /** @description How long the oldest batch has waited to be stored. */
            commitLagMilliseconds: number;
            /** @description Commits since the start. */
            commits: number;
            /** @description Room on the disk of the data directory. */
            diskFreeBytes?: number;
            /** @description Its size. */
            diskSizeBytes?: number;
            /** @description Express executions in progress, of all accounts. */
            expressRunning: number;
            /** @description The terms of what the program brings along. */
            licences: components["schemas"]["Licence"][];
            /** @description Messages that wait for shards. */
            mailboxMessages: number;
            /** @description What they may hold. */
            memoryLimitBytes?: number;
            /** @description Memory that requests and answers hold. */
            memoryUsedBytes?: number;
            /** @description Whether calls would succeed. */
            ready: boolean;
            /** @description Inputs and states in memory. */
            residentBytes: number;
            /** @description Flows of the caller's account with a rule of their own. */
            retentionByFlow: components["schemas"]["FlowRetention"][];
            /** @description Executions of each flow that are kept; left out for any number. */
            retentionCount?: number;
            /** @description Days for which executions are kept; left out when for ever. */
            retentionDays?: number;
            /** @description Standard executions in progress, of all accounts. */
            running: number;
            /** @description All of them, without secrets; for the owner of the server alone. */
            settings?: components["schemas"]["SettingInUse"][];
            /** @description Shards of the store. */
            shards: number;
            /** @description Those that are worked on here. */
            shardsHere: number;
            /**
             * Format: date-time
             * @description When it was started.
             */
            startedAt: string;
            /** @description Of the caller's account by flow, most first. */
            storage: components["schemas"]["FlowUsage"][];
            /** @description Of all accounts, most first; for the owner of the server alone. */
            storageByAccount?: components["schemas"]["AccountUsage"][];
            /** @description How long the most overdue timer has been due. */
            timerLatenessMilliseconds: number;
            /** @description Since then. */
            uptimeSeconds: number;
            /** @description Of the program. */
            version: string;
            /** @description What has come near a limit since the start: the newest hundred. */
            warnings: components["schemas"]["LimitWarning"][];
        };
        SystemCheck: {
            /** @description What is looked at, as /readyz names it. */
            name: string;
            /** @description Whether all is well with it. */
            ok: boolean;
            /** @description Why not; null when all is well. */
            reason: string | null;
        };
        Target: {
            /** @description Whose calls may go there. */
            actions: string[];
            /** @description Where it is, without what is secret; for the first account. */
            address?: string;
            /** @description What kind of thing it is, in the word that settings have for it. */
            backend: string;
            /** @description Calls that have ended within the last hour, but for those that were called off. */
            calls: number;
            /** @description Whether there is something to look at. */
            canBeProbed: boolean;
            /** @description The same by code, most first. */
            errors: components["schemas"]["ErrorCount"][];
            /** @description Those of them that failed. */
            failed: number;
            /** @description The last one since the server has started. */
            lastFailure?: components["schemas"]["FailedCall"];
            /** @description For the first account. */
            lastProbe?: components["schemas"]["LastProbe"];
            /** @description By which it is probed. */
            name: string;
            /** @description Calls that have not ended. */
            out: number;
            /** @description Where calls went, at most 64 of them, most calls first. */
            places: components["schemas"]["TargetPlace"][];
            /** @description Whether it was reached when it was last called or probed. */
            reachable?: boolean;
        };
        TargetPage: {
            /** @description One page of them. */
            items: components["schemas"]["Target"][];
            /** @description What 'after' has to be for the next page; null when this is the last one. */
            next: string | null;
        };
        TargetPlace: {
            /** @description Calls that have ended within the last hour, but for those that were called off. */
            calls: number;
            /** @description The same by code, most first. */
            errors: components["schemas"]["ErrorCount"][];
            /** @description Those of them that failed. */
            failed: number;
            /** @description The last one since the server has started. */
            lastFailure?: components["schemas"]["FailedCall"];
            /** @description What hangs or is slow as one: host and port, a bucket. */
            name: string;
            /** @description Calls that have not ended. */
            out: number;
            /** @description Calls that wait until fewer are out. */
            waiting: number;
        };
        TestFailure: {
            /** @description Where the test says so: tests, line and column. */
            at: string;
            /** @description What had gone another way. */
            decisions: string[];
            /** @description What was expected. */
            expected: string;
            /** @description What came of it. */
            got: string;
            /** @description What to do; null where nothing is known. */
            hint: string | null;
            /** @description The state that it is about; null for none. */
            state: string | null;
            /** @description Which expectation. */
            what: string;
        };
        TestResult: {
            /** @description What was not as expected. */
            failures: components["schemas"]["TestFailure"][];
            /** @description Always tests. */
            file: string;
            /** @description Where the test is. */
            line: number;
            /** @description How long it took, the turns of others included. */
            ms: number;
            /** @description Of the test. */
            name: string;
            /** @description The steps, with their virtual times. */
            ran: string;
            /** @description Why it could not be run, or was left out; null otherwise. */
            reason: string | null;
            /**
             * @description How it went.
             * @enum {string}
             */
            result: "passed" | "failed" | "error" | "skipped";
            /** @description How long the execution took on its own clock. */
            virtualMs: number;
            /** @description Answers that were never used, as diagnostics. */
            warnings: Record<string, unknown>[];
        };
        TestRun: {
            /** @description How many did not. */
            failed: number;
            /** @description False when time was over before all had run. */
            isComplete: boolean;
            /** @description How many passed. */
            passed: number;
            /** @description What came of each, in the order of the text. */
            tests: components["schemas"]["TestResult"][];
        };
        Topic: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            created: string;
            /** @description How many were published. */
            messages: number;
            /** @description The topic's name. */
            name: string;
            /** @description Queues that get what is published. */
            subscriptions: components["schemas"]["Subscription"][];
        };
        TopicPage: {
            /** @description One page of them. */
            items: components["schemas"]["Topic"][];
            /** @description What 'after' has to be for the next page; null when this is the last one. */
            next: string | null;
        };
        TriedState: {
            /**
             * @description By what kind of way it was left; null when nothing takes its failure.
             * @enum {string|null}
             */
            by: "Next" | "Option" | "Default" | "Catch" | "Retry" | null;
            /** @description The sentence to it. */
            cause: string | null;
            /** @description The code of what it failed with, though a rule may have taken it. */
            error: string | null;
            /** @description $Global behind it. */
            global: Record<string, unknown>;
            /** @description The state that follows; null where the scope ends. */
            next: string | null;
            /** @description Its name. */
            state: string;
            /** @description The data on its way, in order. */
            steps: components["schemas"]["TriedStep"][];
            /** @description What it took, in virtual time. */
            virtualMs: number;
        };
        TriedStep: {
            /** @description input, inputConstructed, request n, answer n, failure n, outputConstructed, local, failed. */
            name: string;
            /** @description The data there. */
            value: unknown;
        };
        Version: {
            /**
             * Format: date-time
             * @description When it was published.
             */
            created: string;
            /** @description Empty for none. */
            description: string;
            /** @description Its number, which never means another one. */
            version: number;
        };
        VersionPage: {
            /** @description One page of them. */
            items: components["schemas"]["Version"][];
            /** @description What 'after' has to be for the next page; null when this is the last one. */
            next: string | null;
        };
        Vocabulary: {
            /** @description Of tasks. */
            actions: components["schemas"]["KnownAction"][];
            /** @description What may stand where. */
            fields: components["schemas"]["FieldsHere"][];
            /** @description Of the state-machine language. */
            functions: components["schemas"]["KnownFunction"][];
            /** @description What expressions look at, such as $Input. */
            variables: string[];
        };
        Why: {
            /** @description What came of it. */
            answer?: components["schemas"]["WhyEvent"];
            /**
             * @description What kind of explanation it is; 'Stuck' is a bug of Sluice.
             * @enum {string}
             */
            case: "Succeeded" | "Failed" | "TimedOut" | "Stopped" | "Running" | "Retrying" | "Waiting" | "Stuck";
            /** @description The sentence to it. */
            cause?: string;
            /** @description The commands for it, the one that does the least first; none for what is well. */
            commands: components["schemas"]["WhyCommand"][];
            /** @description The code of what that failed with. */
            error?: string;
            /** @description What can be done now. */
            next: string[];
            /** @description What the step called last; headers that carry credentials are masked. */
            request?: components["schemas"]["WhyEvent"];
            /** @description The Retry and Catch rules that were looked at, innermost first. */
            rules: components["schemas"]["WhyRule"][];
            /** @description For people. */
            sentence: string;
            /** @description The step that it is about. */
            step?: components["schemas"]["WhyStep"];
        };
        WhyCommand: {
            /**
             * @description What it does, as the own API calls it.
             * @enum {string}
             */
            action: "redrive" | "rerun";
            /** @description As it is typed, such as 'sluice redrive nightly/run-9c1d'. */
            command: string;
        };
        WhyEvent: {
            /** @description How long the detail is. */
            bytes: number;
            /** @description As the history has it; left out when it is longer than 4 KiB. */
            detail?: Record<string, unknown>;
            /** @description Its number in the history. */
            eventId: number;
            /**
             * Format: date-time
             * @description When.
             */
            time: string;
            /**
             * @description What happened.
             * @enum {string}
             */
            type: "ExecutionStarted" | "ExecutionSucceeded" | "ExecutionFailed" | "ExecutionStopped" | "ExecutionTimedOut" | "ExecutionRedriven" | "StepEntered" | "StepStarted" | "StepSucceeded" | "StepFailed" | "StepExited" | "BranchEntered" | "BranchExited" | "IterationEntered" | "IterationExited" | "TaskScheduled" | "TaskStarted" | "TaskSubmitted" | "TaskSubmitFailed" | "TaskSucceeded" | "TaskFailed" | "TaskTimedOut" | "MapRunStarted" | "MapRunSucceeded" | "MapRunFailed" | "MapRunAborted";
        };
        WhyRule: {
            /** @description The codes that it names. */
            errors: string[];
            /**
             * @description Which list it stands in.
             * @enum {string}
             */
            kind: "Retry" | "Catch";
            /** @description Its place there, from 0. */
            ordinal: number;
            /** @description Whose rule it is. */
            state: string;
            /** @description Why it took nothing. */
            verdict: string;
        };
        WhyStep: {
            /** @description What a Task calls. */
            action?: string;
            /** @description How often it was tried. */
            attempts: number;
            /** @description Where it is written in the definition. */
            column?: number;
            /**
             * Format: date-time
             * @description When it was entered.
             */
            entered?: string;
            /** @description What it does, such as Task. */
            kind?: string;
            /** @description Where it is written in the definition. */
            line?: number;
            /** @description Of its state. */
            name: string;
            /** @description With those around it, where they are known. */
            path: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    ListAuditRecords: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before said in 'next'. */
                after?: string;
                /** @description A whole name, or what stands behind its last colon, such as user/ada. */
                caller?: string;
                /** @description Success, Failure for every error, or the code of one. */
                code?: string;
                /** @description Answered then or later. */
                from?: string;
                /** @description The id of an access key. */
                key?: string;
                /** @description Items of the page, 1 to 1000; 100 when it is left out. */
                limit?: number;
                /** @description Such as StopExecution. */
                operation?: string;
                /** @description Answered before then. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditRecordPage"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ListBatches: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before said in 'next'. */
                after?: string;
                /** @description Items of the page, 1 to 100; 50 when it is left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchPage"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    CreateBatch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description What is done to each.
                     * @enum {string}
                     */
                    action: "stop" | "redrive" | "rerun" | "delete";
                    /** @description Of a stop: the sentence to it. */
                    cause?: string;
                    /** @description Of a redrive or a rerun: as for one execution. */
                    definition?: string;
                    /** @description Of a stop: a code that histories keep. */
                    error?: string;
                    /** @description Which executions: the parameters of GET /executions, key.<name> among them. */
                    filter: Record<string, unknown>;
                    /** @description Of a rerun: what each is to work on; its own when it is left out. */
                    input?: Record<string, unknown>;
                    /** @description Only says how many there are, and shows some. */
                    preview?: boolean;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchOrPreview"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    GetBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The batch that is meant. */
                batch: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    CancelBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The batch that is meant. */
                batch: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ListBatchItems: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before said in 'next'. */
                after?: string;
                /** @description Only what could not be done. */
                failed?: boolean;
                /** @description Items of the page, 1 to 1000; 100 when it is left out. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The batch that is meant. */
                batch: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchItemPage"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ListBuckets: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before said in 'next'. */
                after?: string;
                /** @description Items of the page, 1 to 100; 50 when it is left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BucketPage"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    GetObject: {
        parameters: {
            query: {
                /** @description The first byte that is wanted, counted from 0, which it is when it is left out. */
                from?: number;
                /** @description The object's name in its bucket. */
                key: string;
            };
            header?: never;
            path: {
                /** @description The bucket that is meant. */
                bucket: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ObjectContent"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ListObjects: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before said in 'next'. */
                after?: string;
                /** @description Items of the page, 1 to 1000; 100 when it is left out. */
                limit?: number;
                /** @description That keys begin with. */
                prefix?: string;
            };
            header?: never;
            path: {
                /** @description The bucket that is meant. */
                bucket: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListedObjectPage"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    CheckDefinition: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The text of a definition, in either language. */
                    definition: string;
                    /**
                     * @description Of the executions; Standard when it is left out.
                     * @enum {string}
                     */
                    mode?: "Standard" | "Express";
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckedDefinition"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    OutlineDefinition: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The text of a definition, in either language. */
                    definition: string;
                    /**
                     * @description Of the executions; Standard when it is left out.
                     * @enum {string}
                     */
                    mode?: "Standard" | "Express";
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outline"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    TryState: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The sentence to it. */
                    cause?: string;
                    /** @description The text of a definition, in either language. */
                    definition: string;
                    /** @description The code that each call fails with. */
                    error?: string;
                    /** @description $Global before it. */
                    global?: Record<string, unknown>;
                    /** @description Its input; an empty object when it is left out. */
                    input?: Record<string, unknown>;
                    /**
                     * @description Of the executions; Standard when it is left out.
                     * @enum {string}
                     */
                    mode?: "Standard" | "Express";
                    /** @description What each call is answered, or what is reported on it. */
                    output?: unknown;
                    /** @description Its name, or its path such as Ship/Pack. */
                    state: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriedState"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    GetDefinitionVocabulary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Vocabulary"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ListEventBuses: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before said in 'next'. */
                after?: string;
                /** @description Items of the page, 1 to 100; 50 when it is left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventBusPage"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    GetEventBus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The bus that is meant. */
                bus: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventBus"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    PutEvents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The bus that is meant. */
                bus: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": {
                    /** @description What there is to know. */
                    data?: unknown;
                    /** @description The same, of what is neither JSON nor text. */
                    data_base64?: string;
                    /** @description What the data is; application/json when it is left out. */
                    datacontenttype?: string;
                    /** @description A URI of what it has to look like. */
                    dataschema?: string;
                    /** @description Unique within its source. */
                    id: string;
                    /** @description Where it has happened, a URI or a part of one. */
                    source: string;
                    /**
                     * @description Of CloudEvents.
                     * @enum {string}
                     */
                    specversion: "1.0";
                    /** @description What it has happened to. */
                    subject?: string;
                    /**
                     * Format: date-time
                     * @description When it has happened.
                     */
                    time?: string;
                    /** @description What has happened. */
                    type: string;
                } & {
                    [key: string]: unknown;
                };
                "application/json": {
                    /** @description What there is to know. */
                    data?: unknown;
                    /** @description The same, of what is neither JSON nor text. */
                    data_base64?: string;
                    /** @description What the data is; application/json when it is left out. */
                    datacontenttype?: string;
                    /** @description A URI of what it has to look like. */
                    dataschema?: string;
                    /** @description Unique within its source. */
                    id: string;
                    /** @description Where it has happened, a URI or a part of one. */
                    source: string;
                    /**
                     * @description Of CloudEvents.
                     * @enum {string}
                     */
                    specversion: "1.0";
                    /** @description What it has happened to. */
                    subject?: string;
                    /**
                     * Format: date-time
                     * @description When it has happened.
                     */
                    time?: string;
                    /** @description What has happened. */
                    type: string;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PutEvents"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ListEventDeliveries: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before said in 'next'. */
                after?: string;
                /** @description Items of the page, 1 to 100; 50 when it is left out. */
                limit?: number;
                /** @description Only those that stand so; dead for the dead letters. */
                state?: "waiting" | "dead" | "delivered";
            };
            header?: never;
            path: {
                /** @description The bus that is meant. */
                bus: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventDeliveryPage"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ListEvents: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before said in 'next'. */
                after?: string;
                /** @description Items of the page, 1 to 50; 20 when it is left out. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The bus that is meant. */
                bus: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoggedEventPage"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ReplayEvents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The bus that is meant. */
                bus: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description The one that is meant; all of them when it is left out. */
                    delivery?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayedEvents"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ListEventRules: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before said in 'next'. */
                after?: string;
                /** @description Items of the page, 1 to 100; 50 when it is left out. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The bus that is meant. */
                bus: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventRulePage"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    GetEventRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The bus that is meant. */
                bus: string;
                /** @description The rule that is meant. */
                rule: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventRule"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    PutEventRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The bus that is meant. */
                bus: string;
                /** @description The rule that is meant. */
                rule: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What it is for. */
                    description?: string;
                    /** @description Whether it starts anything; true when it is left out. */
                    enabled?: boolean;
                    /** @description That each event which matches starts, once for each source and id. */
                    flow: string;
                    /** @description What the flow's input is made of: $Input is the event. The whole event when it is left out. */
                    input?: Record<string, unknown>;
                    /** @description Which events are meant, as EventBridge writes patterns. */
                    pattern: Record<string, unknown>;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventRule"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    DeleteEventRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The bus that is meant. */
                bus: string;
                /** @description The rule that is meant. */
                rule: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Nothing"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ListExecutions: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before said in 'next'. */
                after?: string;
                /** @description The code of what they failed with. */
                error?: string;
                /** @description Only of this flow. */
                flow?: string;
                /** @description Started then or later. */
                from?: string;
                /** @description key.<name>=<value>: what search keys have taken from the input. */
                keys?: {
                    [key: string]: string;
                };
                /** @description Items of the page, 1 to 100; 50 when it is left out. */
                limit?: number;
                /** @description The whole name. */
                name?: string;
                /** @description What the name begins with. */
                prefix?: string;
                /** @description Only those with a step that waits to be tried again. */
                retrying?: boolean;
                /** @description Name of the state that they failed in. */
                state?: string;
                /** @description Where they stand. */
                status?: "Starting" | "Running" | "Stopped" | "Succeeded" | "Failed" | "TimedOut";
                /** @description Started then or earlier. */
                to?: string;
                /** @description Only those with a step that waits for somebody to report. */
                waiting?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundExecutions"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    RerunExecution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The execution that is meant. */
                execution: string;
                /** @description The flow that is meant. */
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description 'started' for the one that it has run, 'latest' for the flow as it stands, or a version or alias; 'started' when it is left out. */
                    definition?: string;
                    /** @description What it is to work on; that of the old one when it is left out. */
                    input?: Record<string, unknown>;
                    /** @description Of the new execution; made up when it is left out. */
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedExecution"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    GetExecution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The flow that is meant. */
                flow: string;
                /** @description The name that is meant. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Execution"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    DeleteExecution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The flow that is meant. */
                flow: string;
                /** @description The name that is meant. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Nothing"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ListExecutionEvents: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before said in 'next'. */
                after?: string;
                /** @description Items of the page, 1 to 999; 200 when it is left out. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The flow that is meant. */
                flow: string;
                /** @description The name that is meant. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ListMapRuns: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before said in 'next'. */
                after?: string;
                /** @description Items of the page, 1 to 100; 20 when it is left out. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The flow that is meant. */
                flow: string;
                /** @description The name that is meant. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MapRunPage"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    GetMapRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The flow that is meant. */
                flow: string;
                /** @description The name that is meant. */
                name: string;
                /** @description The run that is meant. */
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MapRun"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ListMapRunItems: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before said in 'next'. */
                after?: string;
                /** @description Items of the page, 1 to 200; 50 when it is left out. */
                limit?: number;
                /** @description Where they stand. */
                status?: "Starting" | "Running" | "Stopped" | "Succeeded" | "Failed" | "TimedOut";
            };
            header?: never;
            path: {
                /** @description The flow that is meant. */
                flow: string;
                /** @description The name that is meant. */
                name: string;
                /** @description The run that is meant. */
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MapRunItemPage"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    RedriveExecution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The flow that is meant. */
                flow: string;
                /** @description The name that is meant. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description 'started' for the one that it has run, 'latest' for the flow as it stands, or a version or alias; 'started' when it is left out. */
                    definition?: string;
                    /** @description Only says what would run again and what does not fit. */
                    dryRun?: boolean;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Redriven"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    StopExecution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The flow that is meant. */
                flow: string;
                /** @description The name that is meant. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description The sentence to it. */
                    cause?: string;
                    /** @description A code that its history keeps. */
                    error?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionBrief"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    WatchExecution: {
        parameters: {
            query?: {
                /** @description Number of the last event that is there already; the header Last-Event-ID wins. */
                after?: string;
            };
            header?: {
                /** @description Sent by browsers that connect again. */
                "Last-Event-ID"?: string;
            };
            path: {
                /** @description The flow that is meant. */
                flow: string;
                /** @description The name that is meant. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events with this as data. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["Event"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ExplainExecution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The flow that is meant. */
                flow: string;
                /** @description The name that is meant. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Why"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ExploreDefinition: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The text of a definition, in either language. */
                    definition: string;
                    /** @description Things that go wrong in one run, at the most, 0 to 3; 2 when it is left out. */
                    faults?: number;
                    /** @description The input where there are no tests; an empty object when it is left out. */
                    input?: Record<string, unknown>;
                    /**
                     * @description Of the executions; Standard when it is left out.
                     * @enum {string}
                     */
                    mode?: "Standard" | "Express";
                    /** @description Runs at the most, 1 to 5000; 1000 when it is left out. */
                    runs?: number;
                    /** @description In which order runs are made where not all can be; 1 when it is left out. */
                    seed?: number;
                    /** @description The text of a file of tests: inputs, answers, and what must hold. */
                    tests?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exploration"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ListFlows: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before said in 'next'. */
                after?: string;
                /** @description Items of the page, 1 to 100; 50 when it is left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowPage"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    GetFlow: {
        parameters: {
            query?: {
                /** @description As it was published under this number; as it stands when left out. */
                version?: string;
            };
            header?: never;
            path: {
                /** @description The flow that is meant. */
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowWithDefinition"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    PutFlow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The flow that is meant. */
                flow: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The text of a definition, in either language. */
                    definition: string;
                    /** @description Empty to clear it; what is left out stays as it is. */
                    description?: string;
                    /**
                     * @description Of the executions; Standard when it is left out.
                     * @enum {string}
                     */
                    mode?: "Standard" | "Express";
                    /** @description The role that it acts as; empty for none. */
                    roleArn?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PutFlow"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    DeleteFlow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The flow that is meant. */
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Nothing"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ListFlowAliases: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before said in 'next'. */
                after?: string;
                /** @description Items of the page, 1 to 100; 50 when it is left out. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The flow that is meant. */
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AliasPage"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    StartExecution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The flow that is meant. */
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description What it is to work on; an empty object when it is left out. */
                    input?: Record<string, unknown>;
                    /** @description Unique in the flow; made up when it is left out. */
                    name?: string;
                    /** @description A version or an alias; the flow as it stands when it is left out. */
                    qualifier?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedExecution"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    GetFlowOutline: {
        parameters: {
            query?: {
                /** @description A version, or an alias: of two versions the one with more weight. */
                qualifier?: string;
            };
            header?: never;
            path: {
                /** @description The flow that is meant. */
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outline"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    PauseSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The flow that is meant. */
                flow: string;
                /** @description The schedule that is meant. */
                schedule: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Schedule"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ResumeSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The flow that is meant. */
                flow: string;
                /** @description The schedule that is meant. */
                schedule: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Schedule"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    RunSchedule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The flow that is meant. */
                flow: string;
                /** @description The schedule that is meant. */
                schedule: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedExecution"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    GetSearchKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The flow that is meant. */
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchKeys"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    PutSearchKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The flow that is meant. */
                flow: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description All of them; an empty list for none. */
                    keys: components["schemas"]["SearchKey"][];
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchKeys"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ListFlowVersions: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before said in 'next'. */
                after?: string;
                /** @description Items of the page, 1 to 100; 50 when it is left out. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The flow that is meant. */
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionPage"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    PublishFlowVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The flow that is meant. */
                flow: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description What is new in it. */
                    description?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Version"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ListInbox: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before said in 'next'. */
                after?: string;
                /** @description Only of this flow. */
                flow?: string;
                /** @description Items of the page, 1 to 100; 50 when it is left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxItemPage"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ApproveTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The item that is meant. */
                item: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description What the task comes to; an empty object when it is left out. */
                    output?: Record<string, unknown>;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    RejectTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The item that is meant. */
                item: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description The sentence to it. */
                    cause?: string;
                    /** @description The code that rules look at; 'Rejected' when it is left out. */
                    error?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Decision"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    GetOpenApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenApi"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ListPermissions: {
        parameters: {
            query: {
                /** @description The flow that is meant; there need not be one yet. */
                flow: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Permissions"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ListQueues: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before said in 'next'. */
                after?: string;
                /** @description Items of the page, 1 to 100; 50 when it is left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListedQueuePage"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    GetQueue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The queue that is meant. */
                queue: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queue"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ListMessages: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before said in 'next'. */
                after?: string;
                /** @description Items of the page, 1 to 50; 20 when it is left out. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The queue that is meant. */
                queue: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessagePage"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    SendMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The queue that is meant. */
                queue: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The message. */
                    body: string;
                    /** @description Until it can be taken; what the queue says when it is left out. */
                    delaySeconds?: number;
                    /** @description 1 to 16; lower comes first. 8 when it is left out. */
                    priority?: number;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SentMessage"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ReadRecording: {
        parameters: {
            query?: {
                /** @description The code of what they failed with. */
                error?: string;
                /** @description Only of this flow. */
                flow?: string;
                /** @description Started then or later. */
                from?: string;
                /** @description key.<name>=<value>: what search keys have taken from the input. */
                keys?: {
                    [key: string]: string;
                };
                /** @description Executions, 1 to 100000; 1000 when it is left out. */
                limit?: number;
                /** @description The whole name. */
                name?: string;
                /** @description What the name begins with. */
                prefix?: string;
                /** @description Only those with a step that waits to be tried again. */
                retrying?: boolean;
                /** @description Name of the state that they failed in. */
                state?: string;
                /** @description Where they stand. */
                status?: "Starting" | "Running" | "Stopped" | "Succeeded" | "Failed" | "TimedOut";
                /** @description Started then or earlier. */
                to?: string;
                /** @description Only those with a step that waits for somebody to report. */
                waiting?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lines of JSON, each of them this. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["RecordingLine"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ReplayExecutions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The text of a definition, in either language. */
                    definition: string;
                    /** @description Whose executions. */
                    flow: string;
                    /**
                     * Format: date-time
                     * @description Only those that started then or later.
                     */
                    from?: string;
                    /** @description So many at most, newest first, 1 to 1000; 100 when it is left out. */
                    last?: number;
                    /** @description States that have another name now: new names by old ones. */
                    rename?: Record<string, unknown>;
                    /**
                     * @description Where they stand.
                     * @enum {string}
                     */
                    status?: "Starting" | "Running" | "Stopped" | "Succeeded" | "Failed" | "TimedOut";
                    /** @description The answer to a request that has changed is not known. */
                    strict?: boolean;
                    /**
                     * Format: date-time
                     * @description Only those that started then or earlier.
                     */
                    to?: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replay"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ListSchedules: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before said in 'next'. */
                after?: string;
                /** @description Items of the page, 1 to 100; 50 when it is left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SchedulePage"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ListSearchKeys: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before said in 'next'. */
                after?: string;
                /** @description Items of the page, 1 to 100; 100 when it is left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlowSearchKeysPage"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    GetSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Of a key that is enabled. */
                    accessKeyId: string;
                    /** @description Its secret. */
                    accessKeySecret: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    Logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Nothing"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ListSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListedSessionPage"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    EndSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that is meant. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Nothing"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    WatchExecutions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events with this as data. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["ExecutionBrief"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    GetSystem: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["System"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    GetSystemBundle: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ListTargets: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before said in 'next'. */
                after?: string;
                /** @description Items of the page, 1 to 500; 100 when it is left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TargetPage"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ProbeTarget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The target that is meant. */
                target: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Probed"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    TestDefinition: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The text of a definition, in either language. */
                    definition: string;
                    /** @description The text of a file of tests. */
                    tests: string;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestRun"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    ListTopics: {
        parameters: {
            query?: {
                /** @description Where the page begins: what the page before said in 'next'. */
                after?: string;
                /** @description Items of the page, 1 to 100; 50 when it is left out. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TopicPage"];
                };
            };
            /** @description It was refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
}
