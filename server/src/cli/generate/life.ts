import { needTransitions, type Transition, transferTransitions, warningTransitions } from '@baogong/contract';

const heading = `# Lives

Made by \`./baogong generate\` from contract/src/needs/life.ts (a need: supply, service, direct),
contract/src/stock/warning-life.ts and contract/src/supply/transfer-life.ts; do not edit. The same tables are the server's check, the rows that the database holds
histories to, and the buttons on screens. Steps that keep the status are listed below each diagram; \`undo\` leads back for
ten seconds.
`;

/** The lives as Mermaid state diagrams, which Git hosts draw. */
export function lifeDiagrams(): string {
  const lives = Map.groupBy(
    [...needTransitions(), ...warningTransitions(), ...transferTransitions()],
    ({ life }) => life,
  );
  return heading + [...lives].map(([life, transitions]) => sectionOf(life, transitions)).join('');
}

function sectionOf(life: string, transitions: readonly Transition[]): string {
  const steps = transitions.filter((step) => step.action !== 'undo');
  const moves = steps.filter((step) => step.from !== step.to);
  const staying = [...new Set(steps.filter((step) => step.from === step.to).map(({ action }) => action))];
  const arrows = mergeArrows(moves).map(({ from, to, actions }) => `  ${from} --> ${to}: ${actions.join(', ')}`);
  return `\n## ${life}\n\n\`\`\`mermaid\nstateDiagram-v2\n${arrows.join('\n')}\n\`\`\`\n\nKeep the status: ${staying.join(', ')}.\n`;
}

/** One arrow between two statuses, with all actions that lead along it. */
function mergeArrows(moves: readonly Transition[]) {
  const arrows = Map.groupBy(moves, (step) => `${nameOf(step.from)} ${nameOf(step.to)}`);
  return [...arrows].map(([key, steps]) => {
    const [from, to] = key.split(' ') as [string, string];
    return { from, to, actions: steps.map((step) => step.action) };
  });
}

function nameOf(status: string): string {
  return status === 'none' ? '[*]' : status;
}
