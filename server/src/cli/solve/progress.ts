/** A line on a terminal that is written over while the work goes on; nothing elsewhere. */
export function progressLine(language: 'zh' | 'en') {
  let shown = false;
  return {
    show({ share, iterations, cost }: { share: number; iterations: number; cost: number }): void {
      if (!process.stderr.isTTY) return;
      const words = { zh: ['最好成本', '迭代'], en: ['best cost', 'iterations'] }[language];
      const percent = String(Math.floor(100 * share)).padStart(3);
      process.stderr.write(
        `\r\u001B[K${percent} %  ${Number.isFinite(cost) ? `${words[0]} ${Math.round(cost)}  ` : ''}${words[1]} ${iterations}`,
      );
      shown = true;
    },
    done(): void {
      if (shown) process.stderr.write('\r\u001B[K');
    },
  };
}
