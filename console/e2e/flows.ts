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
