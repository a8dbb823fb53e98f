import { Component, type ReactNode } from 'react';
import { ProblemText } from './ProblemText.tsx';

/** What breaks inside is said in its place, and can be tried again; everything around it lives. */
export class Boundary extends Component<{ children: ReactNode }, { problem: Error | undefined }> {
  override state: { problem: Error | undefined } = { problem: undefined };

  static getDerivedStateFromError(problem: unknown) {
    return { problem: problem instanceof Error ? problem : new Error(String(problem)) };
  }

  override render() {
    return this.state.problem === undefined ? (
      this.props.children
    ) : (
      <ProblemText problem={this.state.problem} onRetry={() => this.setState({ problem: undefined })} />
    );
  }
}
