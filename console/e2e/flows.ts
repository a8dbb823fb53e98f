/** Flows that specs run: what the examples have no need of. */

/** A distributed Map over numbers; an item below zero fails, and a tenth of them may. */
export const mapping = `Type: StateMachine
SpecVersion: v1
StartAt: Each
States:
  - Type: Map
    Name: Each
    ItemsPath: $Input.numbers
    ProcessorConfig: { ExecutionMode: Standard }
    MaxConcurrency: 20
    End: true
    Processor:
      StartAt: Look
      States:
        - Type: Choice
          Name: Look
          Branches: [{ Condition: $Input < 0, Next: Refuse }]
          Default: Keep
        - { Type: Fail, Name: Refuse, Code: Negative, Detail: below zero }
        - { Type: Pass, Name: Keep, End: true }
`;

/** Sends to a queue, and publishes on a topic. */
export const sending = `Type: StateMachine
SpecVersion: v1
StartAt: Send
States:
  - Type: Task
    Name: Send
    Action: MNS:SendMessage
    Parameters: { resourceArn: "acs:mns:::/queues/greetings/messages", message.$: jsonToString($Input) }
    Next: Publish
  - Type: Task
    Name: Publish
    Action: MNS:SendMessage
    Parameters: { resourceArn: "acs:mns:::/topics/news/messages", message: hello }
    End: true
`;

/** Calls a port where nobody listens. */
export const calling = `Type: StateMachine
SpecVersion: v1
StartAt: Call
States:
  - Type: Task
    Name: Call
    Action: HTTP:Request
    Parameters: { url: "http://127.0.0.1:9/sum", method: GET }
    End: true
`;

/** Fails, and is tried again in an hour: it stands like that as long as anybody looks. */
export const retries = `Type: StateMachine
SpecVersion: v1
StartAt: charge
States:
  - Type: Task
    Name: charge
    Action: HTTP:Request
    Parameters: { url: "http://127.0.0.1:9/charge", method: POST, body.$: $Input }
    Retry: [{ Errors: [FnF.ALL], MaxAttempts: 4, IntervalSeconds: 3600 }]
    Catch: [{ Errors: [Payment.Refused], Next: refund }]
    Next: thank
  - { Name: refund, Type: Pass, Next: thank }
  - { Name: thank, Type: Succeed }
`;

/** A task that waits for a report; what it calls first is the server's own health. */
export const waiting = (url: string) => `Type: StateMachine
SpecVersion: v1
StartAt: approve
States:
  - Name: approve
    Type: Task
    Action: HTTP:Request
    TaskMode: WaitForCustomCallback
    Timeout: 86400
    Parameters: { url: '${url}/healthz', method: GET }
    End: true
`;
