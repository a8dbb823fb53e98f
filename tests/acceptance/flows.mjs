// Definitions, and what tests do with executions again and again.

/** One state that adds a greeting to its input. */
export const hello = `
Type: StateMachine
SpecVersion: v1
StartAt: hello
States:
  - Name: hello
    Type: Pass
    OutputConstructor:
      greeting.$: format("hello {}", $Input.name)
    End: true
`;

/** Sleeps, and then hands its input on. */
export const sleep = (seconds) => `
Type: StateMachine
SpecVersion: v1
StartAt: nap
States:
  - Name: nap
    Type: Wait
    Seconds: ${seconds}
    End: true
`;

/** Sleeps, and then posts its input to a service. */
export const sleepThenPost = (seconds, url) => `
Type: StateMachine
SpecVersion: v1
StartAt: nap
States:
  - Name: nap
    Type: Wait
    Seconds: ${seconds}
    Next: post
  - Name: post
    Type: Task
    Action: HTTP:Request
    Parameters:
      url: ${url}
      method: POST
      body.$: $Input
    OutputConstructor:
      answer.$: $Output.Body
    End: true
`;

/** Posts its token to a service, and waits until somebody reports with it. */
export const approval = (url) => `
Type: StateMachine
SpecVersion: v1
StartAt: approve
States:
  - Name: approve
    Type: Task
    Action: HTTP:Request
    TaskMode: WaitForCustomCallback
    Timeout: 300
    Parameters:
      url: ${url}
      method: POST
      body:
        token.$: $Context.Current.TaskToken
        order.$: $Input.order
    OutputConstructor:
      decision.$: $Output.decision
    End: true
`;

export async function createFlow(client, Name, Definition, ExecutionMode = 'Standard') {
  return client.call('CreateFlow', { Name, Definition, Type: 'FDL', Description: 'acceptance', ExecutionMode });
}

/** The execution once it has ended, found by one long poll: no test here needs an execution to take a minute. */
export async function ended(client, FlowName, ExecutionName) {
  const execution = await client.call('DescribeExecution', { FlowName, ExecutionName, WaitTimeSeconds: 60 });
  if (['Starting', 'Running'].includes(execution.Status)) {
    const last = (await history(client, FlowName, ExecutionName)).at(-1);
    throw new Error(`${ExecutionName} of ${FlowName} has not ended; its last event is ${JSON.stringify(last)}.`);
  }

  return execution;
}

/** All pages of something listed. */
export async function pages(client, operation, parameters) {
  const found = [];
  let token;
  do {
    const page = await client.call(operation, token ? { ...parameters, NextToken: token } : parameters);
    found.push(page);
    token = page.NextToken;
  } while (token);
  return found;
}

export async function history(client, FlowName, ExecutionName, Limit = 999) {
  const found = await pages(client, 'GetExecutionHistory', { FlowName, ExecutionName, Limit });
  return found.flatMap((page) => page.Events);
}
