/** What a new flow begins as: small, valid, and ready to be run. */
export const newFlow = `Type: StateMachine
SpecVersion: v1
StartAt: greet
States:
  - Name: greet
    Type: Pass
    OutputConstructor:
      greeting.$: 'format("Hello, {}!", $Input.name)'
    Next: done
  - Name: done
    Type: Succeed
`;
